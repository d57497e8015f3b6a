import { Alert, Button } from 'antd'
import { useCallback, useEffect } from 'react'
import { useStore } from 'zustand'
import type { ReturnedComment } from '../../../shared/contract/index.ts'
import { reportText } from '../../../shared/text/ui-report.ts'
import { useModel } from '../../app/app-model.ts'
import { goTo as showScreen } from '../../app/use-place.ts'
import { newsOf, useRead } from '../../app/use-read.ts'
import type { Platform } from '../../platform/platform.ts'
import { ErrorAlert } from '../../ui/error-alert.tsx'
import { remarksOn } from './remarks.ts'
import type { ReportDesk } from './report-desk.ts'

const text = reportText.returned
const isNews = newsOf('exchange.changed')
const nothing: readonly ReturnedComment[] = []

/** Above the form: that it is closed, or that the city sent it back, and what for, each with the way to its cell. */
export function ReturnedBanner({ desk, period }: { readonly desk: ReportDesk; readonly period: string }) {
  const { platform } = useModel()
  const form = desk.template.id
  const isOpen = useStore(desk.session.store, (state) => state.report?.open ?? false)
  const isReturned = useStore(desk.session.store, (state) => state.report?.state === '已退回') && !isOpen
  const ask = useCallback(async ({ call }: Platform) => remarksOn(await call('returned.list', { period }), form), [period, form])
  const { value, error, again: read } = useRead(ask, isNews)
  const remarks = value ?? nothing
  useEffect(
    () =>
      platform.onEvent((event) => {
        // What the city said of it stands in the form's state; nobody types into a closed form.
        if (isNews(event) && desk.session.store.getState().report?.open === false) void desk.session.load()
      }),
    [platform, desk.session],
  )
  const open = remarks.filter(({ answer }) => answer === null).length
  if (!isReturned && remarks.length === 0) {
    return (
      <>
        {!isOpen && <Alert banner type="info" title={reportText.closed} />}
        <ErrorAlert error={error} onRetry={() => void read()} />
      </>
    )
  }
  // Of a closed form that counts as received, or was handed up anew, the remarks are those of an earlier return.
  const isPast = !isReturned && !isOpen
  const here = new Set(remarks.length > 0 ? desk.grid.rows().map(({ id }) => id) : [])
  return (
    <>
      <Alert
        banner
        type={isPast ? 'info' : 'warning'}
        title={isReturned ? text.sealed(remarks.length) : isPast ? reportText.closed : text.open(remarks.length, open)}
        description={
          remarks.length > 0 && (
            <ul className="review-remarks">
              {remarks.map((remark) => (
                <Remark key={remark.id} desk={desk} remark={remark} isHere={here.has(remark.rowId ?? '')} />
              ))}
            </ul>
          )
        }
        action={<Button onClick={() => showScreen({ screen: 'submit' }, period)}>{text.toSubmit}</Button>}
      />
      <ErrorAlert error={error} onRetry={() => void read()} />
    </>
  )
}

interface RemarkProps {
  readonly desk: ReportDesk
  readonly remark: ReturnedComment
  /** Whether its row is still in the form. */
  readonly isHere: boolean
}
function Remark({ desk, remark, isHere }: RemarkProps) {
  const { rowId, rowKey, field, text: words, answer } = remark
  const { fields } = desk.template
  const label = fields.find(({ key }) => key === field)?.label
  const place =
    rowId === null && rowKey === null ? text.whole : [rowKey, label].filter((part) => part !== null && part !== undefined).join(' · ')
  const target = field ?? fields[0]?.key
  return (
    <li>
      {rowId !== null && target !== undefined && isHere ? (
        <Button type="link" size="small" aria-label={text.goTo(place)} onClick={() => desk.goToCell(rowId, [target])}>
          {place}
        </Button>
      ) : (
        <b>{place}</b>
      )}{' '}
      {words}
      {answer !== null && <span className="muted">{text.answered(answer)}</span>}
    </li>
  )
}
