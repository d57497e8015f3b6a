import { ImportScreen } from '../features/import/import-screen.tsx'
import { MonthScreen } from '../features/month/month-screen.tsx'
import { PlanScreen } from '../features/plan/plan-screen.tsx'
import { PrintScreen } from '../features/print/print-screen.tsx'
import { ProgressScreen } from '../features/progress/progress-screen.tsx'
import { ReportScreen } from '../features/report/report-screen.tsx'
import { ReviewScreen } from '../features/review/review-screen.tsx'
import { SettingsScreen } from '../features/settings/settings-screen.tsx'
import { SubmitScreen } from '../features/submit/submit-screen.tsx'
import { useModel } from './app-model.ts'
import type { Route } from './route.ts'

/** The screen of a route; a form that the plan does not have leads to the month. */
export function Screen({ route, period }: { readonly route: Route; readonly period: string }) {
  const { ready } = useModel()
  const template = 'form' in route ? ready.pack.forms.find((form) => form.id === route.form) : undefined
  if (route.screen === 'report' && template) {
    return <ReportScreen key={`${template.id} ${period}`} template={template} period={period} cell={route.cell} />
  }
  if (route.screen === 'import' && template) return <ImportScreen key={`${template.id} ${period}`} template={template} period={period} />
  if (route.screen === 'print' && template) {
    return <PrintScreen key={`${template.id} ${period} ${route.part}`} form={template.id} period={period} part={route.part} />
  }
  if (route.screen === 'review' && template) return <ReviewScreen key={`${template.id} ${period}`} form={template.id} period={period} />
  if (route.screen === 'submit') return <SubmitScreen key={period} />
  if (route.screen === 'plan') return <PlanScreen clause={route.clause} />
  if (route.screen === 'progress') return <ProgressScreen key={period} period={period} sheet={route.sheet} indicator={route.indicator} />
  if (route.screen === 'settings') return <SettingsScreen />
  return <MonthScreen />
}
