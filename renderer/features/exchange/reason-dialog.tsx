import { Input, Modal } from 'antd'
import { useState } from 'react'
import { commonText } from '../../../shared/text/ui-common.ts'

interface ReasonDialogProps {
  readonly title: string
  readonly body: string
  readonly label: string
  readonly onGiven: (reason: string) => Promise<void>
  readonly onCancel: () => void
}

/** Asks for a reason before something that cannot be taken back. */
export function ReasonDialog({ title, body, label, onGiven, onCancel }: ReasonDialogProps) {
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const give = async (): Promise<void> => {
    setBusy(true)
    await onGiven(reason.trim())
    setBusy(false)
  }
  return (
    <Modal
      open
      title={title}
      cancelText={commonText.cancel}
      okButtonProps={{ disabled: reason.trim() === '', loading: busy }}
      onOk={() => void give()}
      onCancel={onCancel}
    >
      <p>{body}</p>
      <label htmlFor="exchange-reason">{label}</label>
      <Input id="exchange-reason" value={reason} maxLength={400} autoFocus onChange={(event) => setReason(event.target.value)} />
    </Modal>
  )
}
