import { Spin } from 'antd'
import { useEffect, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import type { Call, Report } from '../../../shared/contract/index.ts'
import type { FormTemplate } from '../../../shared/forms/form-schema.ts'
import { reportText } from '../../../shared/text/ui-report.ts'
import { AppModelContext, useModel } from '../../app/app-model.ts'
import type { Platform } from '../../platform/platform.ts'
import { ErrorAlert } from '../../ui/error-alert.tsx'
import { createReportDesk, type ReportDesk } from '../report/report-desk.ts'
import { useReportPack } from '../report/use-report-pack.ts'
import { ReviewDesk } from './review-desk.tsx'
import './review.css'

interface ReviewScreenProps {
  readonly form: string
  readonly period: string
}

/** The same engine, but every report it opens is closed: who reviews reads, and does not change. */
function readingOnly(platform: Platform): Platform {
  const call = (async (method: Parameters<Call>[0], input: never) => {
    const output: unknown = await platform.call(method, input)
    return method === 'report.open' ? { ...(output as Report), open: false } : output // the answer of that very method
  }) as Call // passes every method on with its own input and output
  return { ...platform, call }
}

/** One form before the person who checks or signs it. */
export function ReviewScreen({ form, period }: ReviewScreenProps) {
  const model = useModel()
  const { pack, error } = useReportPack(form, period)
  const own = useMemo(
    () => (pack === null ? null : { ...model, platform: readingOnly(model.platform), ready: { ...model.ready, pack } }),
    [model, pack],
  )
  const template = pack?.forms.find(({ id }) => id === form)
  if (error !== null) return <ErrorAlert error={error} />
  if (own === null || template === undefined) return <Spin description={reportText.loading} fullscreen />
  return (
    <AppModelContext value={own}>
      <Opened template={template} period={period} />
    </AppModelContext>
  )
}

function Opened({ template, period }: { readonly template: FormTemplate; readonly period: string }) {
  const model = useModel()
  const [desk, setDesk] = useState<ReportDesk | null>(null)
  useEffect(() => {
    const opened = createReportDesk(model, template, period)
    setDesk(opened)
    void opened.open().then(() => opened.checker.run())
    return () => {
      setDesk(null)
      opened.close()
    }
  }, [model, template, period])
  return desk ? <Loaded desk={desk} period={period} /> : <Spin description={reportText.loading} fullscreen />
}

function Loaded({ desk, period }: { readonly desk: ReportDesk; readonly period: string }) {
  const isLoaded = useStore(desk.session.store, (state) => state.report !== null)
  const error = useStore(desk.session.store, (state) => state.error)
  if (error !== null && !isLoaded) return <ErrorAlert error={error} />
  return isLoaded ? <ReviewDesk desk={desk} period={period} /> : <Spin description={reportText.loading} fullscreen />
}
