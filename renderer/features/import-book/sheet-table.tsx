import { Select, Table } from 'antd'
import type { WorkbookSurvey } from '../../../shared/contract/index.ts'
import { periodsBetween } from '../../../shared/model/period.ts'
import { formatPeriod } from '../../../shared/text/format.ts'
import { bookText } from '../../../shared/text/import-book.ts'
import { bookScreenText as text } from '../../../shared/text/ui-import-book.ts'
import { useModel } from '../../app/app-model.ts'
import { isDecided, type SheetDecision } from './sheet-places.ts'

type Sheet = WorkbookSurvey['sheets'][number]

interface SheetTableProps {
  readonly sheets: readonly Sheet[]
  readonly decisions: Readonly<Record<string, SheetDecision>>
  readonly period: string
  readonly onDecide: (sheet: string, decision: SheetDecision) => void
}
const leave = ''

/** Which sheet is which form of which month: what the program made of it, and what a person says. */
export function SheetTable({ sheets, decisions, period, onDecide }: SheetTableProps) {
  const { ready } = useModel()
  const { forms, manifest } = ready.pack
  const months = periodsBetween(manifest.validFrom, manifest.validTo).map((value) => ({ value, label: formatPeriod(value) }))
  const decisionOf = ({ name }: Sheet): SheetDecision => decisions[name] ?? { form: null, period: undefined }
  const choicesFor = ({ alike }: Sheet) => [
    { value: leave, label: text.leave },
    ...forms
      .toSorted((a, b) => Number(alike.includes(b.id)) - Number(alike.includes(a.id)))
      .map(({ id, title }) => ({ value: id, label: `${id} ${title}` })),
  ]
  const note = (sheet: Sheet): string => {
    if (sheet.doubt !== null) return bookText.doubts[sheet.doubt]
    if (sheet.period === null) return text.monthAsked
    return sheet.period === period ? '' : text.monthFromFile(sheet.period)
  }
  return (
    <Table<Sheet>
      rowKey="name"
      size="small"
      pagination={false}
      dataSource={[...sheets]}
      scroll={{ y: 430 }}
      rowClassName={(sheet) => (isDecided(decisionOf(sheet)) ? '' : 'book-open')}
      columns={[
        { title: text.sheet, dataIndex: 'name', width: 180 },
        { title: text.sheetTitle, dataIndex: 'title', ellipsis: true },
        { title: text.rows, dataIndex: 'rows', width: 64 },
        {
          title: text.form,
          key: 'form',
          width: 250,
          render: (_, sheet) => {
            const { form, period: month } = decisionOf(sheet)
            return (
              <Select
                className="book-choice"
                aria-label={text.formOf(sheet.name)}
                placeholder={text.choose}
                disabled={sheet.doubt === 'rounded' || sheet.rows === 0}
                value={form === null ? leave : form}
                options={choicesFor(sheet)}
                showSearch={{ optionFilterProp: 'label' }}
                popupMatchSelectWidth={false}
                onChange={(value) =>
                  onDecide(sheet.name, { form: value === leave ? null : value, period: month ?? sheet.period ?? monthOf(sheet, period) })
                }
              />
            )
          },
        },
        {
          title: text.month,
          key: 'month',
          width: 130,
          render: (_, sheet) => {
            const decision = decisionOf(sheet)
            if (decision.form === null) return null
            return (
              <Select
                className="book-choice"
                aria-label={text.monthOf(sheet.name)}
                placeholder={text.choose}
                value={decision.period}
                options={months}
                onChange={(value) => onDecide(sheet.name, { ...decision, period: value })}
              />
            )
          },
        },
        { title: text.note, key: 'note', width: 240, render: (_, sheet) => <span className="muted">{note(sheet)}</span> },
      ]}
    />
  )
}

/** A sheet whose month is in doubt waits for a word about it; others are of the month on the desk. */
const monthOf = ({ doubt }: Sheet, period: string): string | undefined => (doubt === 'month' ? undefined : period)
