import { Spin } from 'antd'
import { lazy, Suspense } from 'react'
import { commonText } from '../../shared/text/ui-common.ts'
import { MonthScreen } from '../features/month/month-screen.tsx'
import { useModel } from './app-model.ts'
import type { Route } from './route.ts'

/** A screen that is a file of its own, fetched when it is opened or when there is nothing else to do. */
const part = <M,>(load: () => Promise<M>) => {
  return async (): Promise<M> => {
    await import('./configure-zod.ts')
    return load()
  }
}
const parts = {
  report: part(() => import('../features/report/report-screen.tsx')),
  import: part(() => import('../features/import/import-screen.tsx')),
  past: part(() => import('../features/past/past-screen.tsx')),
  book: part(() => import('../features/import-book/book-screen.tsx')),
  print: part(() => import('../features/print/print-screen.tsx')),
  review: part(() => import('../features/review/review-screen.tsx')),
  submit: part(() => import('../features/submit/submit-screen.tsx')),
  progress: part(() => import('../features/progress/progress-screen.tsx')),
  log: part(() => import('../features/log/log-screen.tsx')),
  inbox: part(() => import('../features/city/inbox-screen.tsx')),
  package: part(() => import('../features/city/package-screen.tsx')),
  sums: part(() => import('../features/city/sums-screen.tsx')),
  plan: part(() => import('../features/plan/plan-screen.tsx')),
  calendar: part(() => import('../features/calendar/calendar-screen.tsx')),
  help: part(() => import('../features/help/help-screen.tsx')),
  settings: part(() => import('../features/settings/settings-screen.tsx')),
}
const ReportScreen = lazy(async () => ({ default: (await parts.report()).ReportScreen }))
const ImportScreen = lazy(async () => ({ default: (await parts.import()).ImportScreen }))
const PastScreen = lazy(async () => ({ default: (await parts.past()).PastScreen }))
const BookScreen = lazy(async () => ({ default: (await parts.book()).BookScreen }))
const PrintScreen = lazy(async () => ({ default: (await parts.print()).PrintScreen }))
const ReviewScreen = lazy(async () => ({ default: (await parts.review()).ReviewScreen }))
const SubmitScreen = lazy(async () => ({ default: (await parts.submit()).SubmitScreen }))
const ProgressScreen = lazy(async () => ({ default: (await parts.progress()).ProgressScreen }))
const LogScreen = lazy(async () => ({ default: (await parts.log()).LogScreen }))
const InboxScreen = lazy(async () => ({ default: (await parts.inbox()).InboxScreen }))
const PackageScreen = lazy(async () => ({ default: (await parts.package()).PackageScreen }))
const SumsScreen = lazy(async () => ({ default: (await parts.sums()).SumsScreen }))
const PlanScreen = lazy(async () => ({ default: (await parts.plan()).PlanScreen }))
const CalendarScreen = lazy(async () => ({ default: (await parts.calendar()).CalendarScreen }))
const HelpScreen = lazy(async () => ({ default: (await parts.help()).HelpScreen }))
const SettingsScreen = lazy(async () => ({ default: (await parts.settings()).SettingsScreen }))

/** Fetches the other screens one after the other, so that none has to be waited for later; a failure is told when it is opened. */
export async function fetchScreens(): Promise<void> {
  for (const part of Object.values(parts)) await part().catch(() => undefined)
}

interface PlaceProps {
  readonly route: Route
  readonly period: string
}

/** The screen of a route; a form that the plan does not have leads to the month. */
export function Screen(place: PlaceProps) {
  return (
    <Suspense fallback={<Spin className="screen-loading" description={commonText.loading} />}>
      <Shown {...place} />
    </Suspense>
  )
}

function Shown({ route, period }: PlaceProps) {
  const { ready } = useModel()
  const template = 'form' in route ? ready.pack.forms.find((form) => form.id === route.form) : undefined
  if (route.screen === 'report' && template) {
    return <ReportScreen key={`${template.id} ${period}`} template={template} period={period} cell={route.cell} />
  }
  if (route.screen === 'import' && template) return <ImportScreen key={`${template.id} ${period}`} template={template} period={period} />
  if (route.screen === 'past' && template) return <PastScreen key={`${template.id} ${period}`} template={template} period={period} />
  if (route.screen === 'print' && template) {
    return <PrintScreen key={`${template.id} ${period} ${route.part}`} form={template.id} period={period} part={route.part} />
  }
  if (route.screen === 'review' && template) return <ReviewScreen key={`${template.id} ${period}`} form={template.id} period={period} />
  if (route.screen === 'import-book') return <BookScreen key={period} period={period} />
  if (route.screen === 'submit') return <SubmitScreen key={period} />
  if (route.screen === 'plan') return <PlanScreen clause={route.clause} />
  if (route.screen === 'progress') return <ProgressScreen key={period} period={period} sheet={route.sheet} indicator={route.indicator} />
  if (route.screen === 'log') return <LogScreen />
  if (route.screen === 'inbox') return <InboxScreen period={period} />
  if (route.screen === 'package') return <PackageScreen key={route.sha256} sha256={route.sha256} period={period} />
  if (route.screen === 'sums') return <SumsScreen key={period} period={period} />
  if (route.screen === 'calendar') return <CalendarScreen key={period.slice(0, 4)} period={period} />
  if (route.screen === 'help') return <HelpScreen key={route.about} about={route.about} />
  if (route.screen === 'settings') return <SettingsScreen />
  return <MonthScreen />
}
