/** Carrying last month's rows on: what would be new is said before, what was taken and what was not is shown afterwards. */
import { App } from 'antd'
import { useRef } from 'react'
import type { CarryAnswer } from '../../../shared/contract/index.ts'
import type { FormTemplate } from '../../../shared/forms/form-schema.ts'
import { previousPeriod } from '../../../shared/model/period.ts'
import { commonText } from '../../../shared/text/ui-common.ts'
import { reportText } from '../../../shared/text/ui-report.ts'
import { useModel } from '../../app/app-model.ts'
import { whenStored } from '../../state/report-session.ts'
import { useAction } from '../../ui/use-action.ts'
import { displayText } from '../grid/cell-rules.ts'
import type { ReportDesk } from './report-desk.ts'

const text = reportText.carry
/** More are counted, not named: somebody reads this. */
const mostShown = 50

/** Asks, carries on and shows what came of it; the keyboard is back on the form (`onLeave`) when the last dialog is closed. */
export function useCarryForward(desk: ReportDesk, period: string, onLeave: () => void): () => Promise<void> {
  const { platform } = useModel()
  const { modal } = App.useApp()
  const act = useAction()
  const { session, template } = desk
  const focusable = { focusTriggerAfterClose: false }
  // From the press until the last dialog is closed: a second press in between must not ask a second time.
  const isBusy = useRef(false)
  const leave = (): void => {
    isBusy.current = false
    onLeave()
  }
  const tell = (content: string): void =>
    void modal.info({ title: text.title, okText: commonText.close, content, afterClose: leave, focusable })
  const show = (answer: CarryAnswer): void => {
    // Somebody else was quicker.
    if (answer.rows === 0) tell(text.nothingNew(answer.from ?? previousPeriod(period), answer.kept))
    else
      modal.info({
        title: text.done(answer.rows),
        width: 560,
        okText: commonText.close,
        content: <Carried desk={desk} answer={answer} />,
        afterClose: leave,
        focusable,
      })
  }
  const ask = async (): Promise<void> => {
    await whenStored(session)
    const baseVersion = session.store.getState().report?.version ?? 0
    const found = await platform.call('report.carryForward', { form: template.id, period, baseVersion, preview: true })
    const { from } = found
    if (from === null) tell(text.none(previousPeriod(period)))
    else if (found.rows === 0) tell(text.nothingNew(from, found.kept))
    else {
      let answer: CarryAnswer | null = null
      modal.confirm({
        title: text.title,
        content: text.text(found.rows, from, found.kept),
        okText: text.confirm,
        // What could not be stored now is said where everything is said that was not.
        onOk: async () => {
          answer = await session.carryForward()
        },
        // One dialog after the other, so that the second one has the keyboard.
        afterClose: () => (answer === null ? leave() : show(answer)),
        focusable,
      })
    }
  }
  return async () => {
    if (isBusy.current) return
    isBusy.current = true
    await act(() =>
      ask().catch((error: unknown) => {
        isBusy.current = false
        throw error
      }),
    )
  }
}

function Carried({ desk, answer }: { readonly desk: ReportDesk; readonly answer: CarryAnswer }) {
  const { template } = desk
  const labels = new Map(template.fields.map(({ key, label }) => [key, label]))
  return (
    <div className="stack">
      <p>{text.from(answer.from ?? '')}</p>
      <p>{answer.emptied.length === 0 ? text.noneEmptied : text.emptied(answer.emptied.map((field) => labels.get(field) ?? field))}</p>
      <Rows title={text.taken(answer.rows)} names={namesOf(desk, answer.taken)} count={answer.rows} />
      {answer.kept > 0 && <Rows title={text.kept(answer.kept)} names={namesOf(desk, answer.keptRows)} count={answer.kept} />}
      <p className="muted">{text.undo}</p>
    </div>
  )
}

function Rows({ title, names, count }: { readonly title: string; readonly names: readonly string[]; readonly count: number }) {
  const shown = names.slice(0, mostShown)
  return (
    <section>
      <h3>{title}</h3>
      <ul>
        {shown.map((name, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a row here may stand for two of the earlier month, and the list does not change
          <li key={at}>{name}</li>
        ))}
        {count > shown.length && <li>{text.more(count - shown.length)}</li>}
      </ul>
    </section>
  )
}

/** Key and first text of each row, as the form shows them. */
function namesOf({ session, template, grid }: ReportDesk, ids: readonly string[]): string[] {
  const rows = new Map(session.store.getState().report?.rows.map((row) => [row.id, row.values]))
  const fields = namingFields(template).map((field) => ({
    field,
    codes: grid.layout.columns.find((column) => column.field.key === field.key)?.codes,
  }))
  return ids.map((id) => {
    const values = rows.get(id) ?? {}
    const words = fields.map((column) => displayText(column, values[column.field.key] ?? null)).filter((word) => word !== '')
    return words.length === 0 ? text.nameless : words.join(' ')
  })
}
const namingFields = ({ fields, naturalKey }: FormTemplate): FormTemplate['fields'] => {
  const name = fields.find(({ key, type }) => type === 'text' && !naturalKey.includes(key))
  return fields.filter((field) => naturalKey.includes(field.key) || field === name)
}
