import { FilePdfOutlined, PrinterOutlined } from '@ant-design/icons'
import { Alert, App, Button, Segmented, Spin } from 'antd'
import { type CSSProperties, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { CheckResult, PrintedForm as Printed, PrintSettings } from '../../../shared/contract/index.ts'
import type { FormTemplate } from '../../../shared/forms/form-schema.ts'
import { packFromData } from '../../../shared/forms/pack.ts'
import type { Pack } from '../../../shared/forms/pack-types.ts'
import { commonText } from '../../../shared/text/ui-common.ts'
import { printText as text } from '../../../shared/text/ui-print.ts'
import { reportText } from '../../../shared/text/ui-report.ts'
import { useModel } from '../../app/app-model.ts'
import { goTo } from '../../app/use-place.ts'
import { useRead } from '../../app/use-read.ts'
import type { Platform } from '../../platform/platform.ts'
import { errorText } from '../../ui/error-text.ts'
import { useAction } from '../../ui/use-action.ts'
import { findingsOfForm } from '../findings/order.ts'
import { useReportPack } from '../report/use-report-pack.ts'
import { pageRules, usePageRules } from './page-rules.ts'
import { PrintOptions } from './print-options.tsx'
import { PrintedFindings } from './printed-findings.tsx'
import { PrintedForm } from './printed-form.tsx'
import { layoutSheets, marginWidth, paperSize, usualSettings } from './sheets.ts'
import { usePrintKey } from './use-print-key.ts'
import { usePrinting } from './use-printing.ts'
import './print.css'

interface PrintScreenProps {
  readonly form: string
  readonly period: string
  readonly part: 'form' | 'findings'
}
interface Loaded {
  readonly printed: Printed
  /** Only when the findings are to be printed. */
  readonly check: CheckResult | null
}

/** Rows that the preview draws; on paper there are all. */
const previewRows = 100
/** More would be thousands of sheets, and more than a page of a browser holds. */
const mostRows = 20_000
const findingsPoints = 9

/** A form, or what the check found in it, as it will be on paper. */
export function PrintScreen({ form, period, part }: PrintScreenProps) {
  const { pack: data, error: packError } = useReportPack(form, period)
  const pack = useMemo(() => (data === null ? null : packFromData(data)), [data])
  const ask = useCallback(
    async ({ call }: Platform): Promise<Loaded> => {
      const check = part === 'findings' ? await call('check.run', { form, period }) : null
      return { printed: await call('print.form', { form, period }), check }
    },
    [form, period, part],
  )
  const { value: loaded, error, again } = useRead(ask)
  const newest = useNewestVersion(form, period)
  const wrong = error ?? packError
  if (wrong !== null) {
    return (
      <div className="page">
        <Alert type="error" showIcon title={errorText(wrong)} />
      </div>
    )
  }
  const template = pack?.forms.get(form)
  if (pack === null || template === undefined || loaded === null) return <Spin description={commonText.loading} fullscreen />
  const isOld = newest > loaded.printed.report.version
  return <Paper pack={pack} template={template} period={period} part={part} {...loaded} onRenew={isOld ? again : null} />
}

/** The newest version of a report that this window has heard of; 0 while nobody changes it. */
function useNewestVersion(form: string, period: string): number {
  const { platform } = useModel()
  const [newest, setNewest] = useState(0)
  useEffect(() => {
    setNewest(0)
    return platform.onEvent(({ name, payload }) => {
      if (name === 'report.changed' && payload.form === form && payload.period === period) setNewest(payload.version)
    })
  }, [platform, form, period])
  return newest
}

interface PaperProps extends Loaded {
  readonly pack: Pack
  readonly template: FormTemplate
  readonly period: string
  readonly part: PrintScreenProps['part']
  /** Reads what is stored now; null while that is what lies here. */
  readonly onRenew: (() => Promise<void>) | null
}

function Paper({ pack, template, period, part, printed, check, onRenew }: PaperProps) {
  const { platform, ready } = useModel()
  const { message } = App.useApp()
  const act = useAction()
  const printing = usePrinting()
  const [settings, setSettings] = useState<PrintSettings>(printed.settings ?? usualSettings(template))
  const [pages, setPages] = useState(0)
  const { report, code, signed } = printed
  const layout = useMemo(() => layoutSheets(template, settings), [template, settings])
  const isTooLong = part === 'form' && report.rows.length > mostRows
  const rows = useMemo(() => (printing && !isTooLong ? report.rows : report.rows.slice(0, previewRows)), [printing, isTooLong, report])
  const { unitName, demo } = ready.profile
  const label = reportText.title(template.number, template.title)
  const title = part === 'form' ? label : text.findings.title(label)
  usePageRules(pageRules(settings, part === 'form' ? text.code(code) : '', text.footer(unitName, period)))
  const print = (): void => {
    if (!isTooLong) window.print()
  }
  usePrintKey(print)
  const change = (next: PrintSettings): void => {
    setSettings(next)
    void act(() => platform.call('print.remember', { form: template.id, settings: next }))
  }
  const savePdf = () =>
    act(async () => {
      const name =
        part === 'form'
          ? text.fileName(template.id, template.title, unitName, period)
          : text.findings.fileName(template.id, unitName, period)
      if (await platform.savePdf?.(name)) void message.success(text.pdfSaved)
    })
  return (
    <div className={settings.grey ? 'print print-grey' : 'print'}>
      <header className="print-tools">
        <h1>{text.title(label)}</h1>
        <Segmented<PrintScreenProps['part']>
          aria-label={text.part}
          value={part}
          options={[
            { value: 'form', label: text.parts.form },
            { value: 'findings', label: text.parts.findings },
          ]}
          onChange={(value) => goTo({ screen: 'print', form: template.id, part: value }, period)}
        />
        <span className="muted" role="status">
          {part === 'form' && report.rows.length <= previewRows && pages > 0 && text.pages(pages)}
        </span>
        <span className="frame-spring" />
        <Button onClick={() => goTo({ screen: 'report', form: template.id }, period)}>{text.back}</Button>
        {platform.savePdf && (
          <Button icon={<FilePdfOutlined aria-hidden />} disabled={isTooLong} onClick={() => void savePdf()}>
            {text.savePdf}
          </Button>
        )}
        <Button type="primary" icon={<PrinterOutlined aria-hidden />} disabled={isTooLong} onClick={print} autoFocus>
          {text.print}
        </Button>
      </header>
      {onRenew && (
        <Alert
          className="print-note"
          banner
          type="warning"
          title={text.changed}
          action={<Button onClick={() => void onRenew()}>{text.renew}</Button>}
        />
      )}
      <div className="print-body">
        <div className="print-side">
          <PrintOptions settings={settings} onChange={change} />
          {part === 'form' && layout.sheets.length > 1 && <p className="muted">{text.sheets(layout.sheets.length)}</p>}
          {!platform.savePdf && <p className="muted">{text.browserPdf}</p>}
        </div>
        <Preview settings={settings}>
          {isTooLong && <Alert className="print-note" type="warning" showIcon title={text.tooMany(report.rows.length, mostRows)} />}
          {!isTooLong && part === 'form' && report.rows.length > previewRows && (
            <Alert className="print-note" type="info" showIcon title={text.onlyFirst(previewRows, report.rows.length)} />
          )}
          {part === 'form' ? (
            <PrintedForm
              report={report}
              template={template}
              codes={pack.codes}
              unit={unitName}
              demo={demo}
              code={code}
              signed={signed}
              layout={layout}
              settings={settings}
              rows={rows}
              onPages={setPages}
            />
          ) : (
            <PrintedFindings
              template={template}
              title={title}
              unit={unitName}
              period={period}
              checkDate={check?.checkDate ?? ready.info.today}
              findings={findingsOfForm(check, template.id)}
              points={(findingsPoints * settings.scale) / 100}
            />
          )}
        </Preview>
      </div>
    </div>
  )
}

interface PreviewProps {
  readonly settings: PrintSettings
  readonly children: React.ReactNode
}

/** The sheet on the desk, as wide as there is room. */
function Preview({ settings, children }: PreviewProps) {
  const place = useRef<HTMLElement>(null)
  const [zoom, setZoom] = useState(1)
  const { width } = paperSize[settings.paper]
  useLayoutEffect(() => {
    const element = place.current
    if (!element) return
    const pixelsPerMillimetre = 96 / 25.4
    const fit = (): void => setZoom(Math.min(1, (element.clientWidth - 32) / (width * pixelsPerMillimetre)))
    const observer = new ResizeObserver(fit)
    observer.observe(element)
    return () => observer.disconnect()
  }, [width])
  // Only the screen heeds these: on paper the page rules say how wide it is.
  const onScreen = {
    '--paper-width': `${width}mm`,
    '--paper-margin': `${marginWidth[settings.margins]}mm`,
    '--paper-zoom': zoom,
  } as CSSProperties // React takes names of one's own, its type does not
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard
    <section ref={place} className="print-desk" aria-label={text.preview} tabIndex={0}>
      <div className="print-paper on-paper" style={onScreen}>
        {children}
      </div>
    </section>
  )
}
