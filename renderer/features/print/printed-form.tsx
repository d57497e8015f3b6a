import { QRCode } from 'antd'
import dayjs from 'dayjs'
import { useRef } from 'react'
import type { PrintedForm as Printed } from '../../../shared/contract/index.ts'
import { signatureField } from '../../../shared/text/export.ts'
import { printText } from '../../../shared/text/ui-print.ts'
import { PrintedSheet, type SheetContent } from './printed-sheet.tsx'
import type { PrintLayout } from './sheets.ts'

interface PrintedFormProps extends SheetContent {
  readonly layout: PrintLayout
  readonly code: string
  /** Who signed for this very content in the program. */
  readonly signed: Printed['signed']
  /** Pages over all sheets, as far as they can be told before printing. */
  readonly onPages: (pages: number) => void
}

/** The form as an official table: a plain one, whose head the browser repeats on every page. */
export function PrintedForm(props: PrintedFormProps) {
  const { layout, report, template, code, signed } = props
  const { onPages } = props
  const counts = useRef<readonly number[]>([])
  // Every sheet counts its own pages, all in one go.
  const counted = (sheet: number) => (count: number) => {
    counts.current = layout.sheets.map((_, at) => (at === sheet ? count : (counts.current[at] ?? 0)))
    onPages(counts.current.reduce((sum, value) => sum + value, 0))
  }
  const last = layout.sheets.length - 1
  return (
    <>
      {layout.sheets.map((sheet, at) => (
        <PrintedSheet
          key={`${sheet.numbers.join(' ')}`}
          {...props}
          points={layout.points}
          sheet={sheet}
          first={at === 0}
          onCount={counted(at)}
        >
          {at === last && <Foot report={report} template={template} code={code} signed={signed} />}
        </PrintedSheet>
      ))}
    </>
  )
}

/** The day on this computer's calendar. */
const dayOf = (instant: string): string => dayjs(instant).format('YYYY-MM-DD')

function Foot({ report, template, code, signed }: Pick<PrintedFormProps, 'report' | 'template' | 'code' | 'signed'>) {
  return (
    <div className="print-foot">
      {template.notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
      <div className="print-signatures">
        {template.footer.map((label) => {
          const field = signatureField(label)
          const given = signed.find(({ role, by }) => role === field && by === report.header[role])
          return (
            <span key={label}>
              {printText.signature(label, '')}
              <span className="print-signature">{field === undefined ? '' : report.header[field]}</span>
              {given && <span className="print-signed">{printText.signed(dayOf(given.at))}</span>}
            </span>
          )
        })}
      </div>
      <div className="print-code">
        <QRCode type="svg" value={code} size={64} bordered={false} color="currentColor" marginSize={1} aria-hidden />
        <p>
          <b>{printText.code(code)}</b> {printText.codeExplained}
        </p>
      </div>
    </div>
  )
}
