import { Alert, Spin } from 'antd'
import { useEffect, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import type { FormTemplate } from '../../../shared/forms/form-schema.ts'
import { reportText } from '../../../shared/text/ui-report.ts'
import { AppModelContext, useModel } from '../../app/app-model.ts'
import type { CellPlace } from '../../app/route.ts'
import { errorText } from '../../ui/error-text.ts'
import { OpenReport } from './open-report.tsx'
import { createReportDesk, type ReportDesk } from './report-desk.ts'
import { useReportPack } from './use-report-pack.ts'
import './report.css'

interface ReportScreenProps {
  readonly template: FormTemplate
  readonly period: string
  /** Where the form opens; its beginning otherwise. */
  readonly cell: CellPlace | undefined
}

/** A report is shown with the pack it was made with: a sealed one keeps its own columns under a newer version. */
export function ReportScreen(props: ReportScreenProps) {
  const model = useModel()
  const { pack, error } = useReportPack(props.template.id, props.period)
  const own = useMemo(() => (pack === null ? null : { ...model, ready: { ...model.ready, pack } }), [model, pack])
  if (error !== null) {
    return (
      <div className="page">
        <Alert type="error" showIcon title={errorText(error)} />
      </div>
    )
  }
  const template = pack?.forms.find((form) => form.id === props.template.id)
  if (own === null || template === undefined) return <Spin description={reportText.loading} fullscreen />
  return (
    <AppModelContext value={own}>
      <ReportOfPack {...props} template={template} />
    </AppModelContext>
  )
}

/** Opens the form and stays with it until the screen is left. */
function ReportOfPack({ template, period, cell }: ReportScreenProps) {
  const model = useModel()
  const [desk, setDesk] = useState<ReportDesk | null>(null)
  useEffect(() => {
    const opened = createReportDesk(model, template, period)
    setDesk(opened)
    void opened.open().then(() => opened.checker.run())
    return () => {
      setDesk(null)
      // What is on its way, or could not be stored yet, is stored before the form is let go.
      void opened.session.stored().then(() => opened.close())
    }
  }, [model, template, period])
  return desk ? (
    <Loaded key={`${template.id} ${period}`} desk={desk} period={period} cell={cell} />
  ) : (
    <Spin description={reportText.loading} fullscreen />
  )
}

interface LoadedProps {
  readonly desk: ReportDesk
  readonly period: string
  readonly cell: CellPlace | undefined
}

function Loaded({ desk, period, cell }: LoadedProps) {
  const isLoaded = useStore(desk.session.store, (state) => state.report !== null)
  const error = useStore(desk.session.store, (state) => state.error)
  if (error !== null && !isLoaded) {
    return (
      <div className="page">
        <Alert type="error" showIcon title={errorText(error)} />
      </div>
    )
  }
  if (!isLoaded) return <Spin description={reportText.loading} fullscreen />
  return <OpenReport desk={desk} period={period} cell={cell} />
}
