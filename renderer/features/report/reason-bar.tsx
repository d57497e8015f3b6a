import { Alert, Button, Input } from 'antd'
import { useState } from 'react'
import { useStore } from 'zustand'
import { reportText } from '../../../shared/text/ui-report.ts'
import type { ReportSession } from '../../state/report-session.ts'
import { useAction } from '../../ui/use-action.ts'

const text = reportText.reason

/** Asks why, without standing in the way: what was typed is stored already, and typing goes on. */
export function ReasonBar({ session }: { readonly session: ReportSession }) {
  const reason = useStore(session.store, (state) => state.reason)
  const act = useAction()
  const [draft, setDraft] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  if (reason === null) return null
  const shown = draft ?? reason.text
  const isGiven = !reason.owed && shown.trim() === reason.text
  const save = async (): Promise<void> => {
    setBusy(true)
    await act(() => session.giveReason(shown))
    setDraft(null)
    setBusy(false)
  }
  return (
    <Alert
      banner
      type={isGiven ? 'info' : 'warning'}
      title={
        <div className="row">
          <span>{text[reason.cause]}</span>
          <Input
            className="report-reason"
            aria-label={text.label}
            value={shown}
            placeholder={text.placeholder}
            maxLength={400}
            onChange={(event) => setDraft(event.target.value)}
            onPressEnter={() => void save()}
          />
          {isGiven ? (
            <span role="status">{text.saved}</span>
          ) : (
            <Button loading={busy} disabled={shown.trim() === ''} onClick={() => void save()}>
              {text.save}
            </Button>
          )}
        </div>
      }
    />
  )
}
