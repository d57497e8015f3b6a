import { Alert, Button, Form, Input, Modal } from 'antd'
import type { TextAreaRef } from 'antd/es/input/TextArea'
import { type KeyboardEvent, useEffectEvent, useLayoutEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { refuseZeroReason } from '../../../shared/rules/explanation.ts'
import { reasonHelp } from '../../../shared/text/explanation.ts'
import { commonText } from '../../../shared/text/ui-common.ts'
import { reportText } from '../../../shared/text/ui-report.ts'
import { useUnsent } from '../../app/app-model.ts'
import { wordsKey } from '../../state/unsent.ts'
import type { ReportDesk } from './report-desk.ts'

const text = reportText.zero

export function ZeroReportBanner({ desk }: { readonly desk: ReportDesk }) {
  const zero = useStore(desk.session.store, (state) => state.header?.zeroReport === true)
  const reason = useStore(desk.session.store, (state) => state.header?.zeroReason ?? '')
  const open = useStore(desk.session.store, (state) => state.report?.open === true)
  if (!zero) return null
  const unset = (
    <Button disabled={!open} onClick={() => desk.session.editHeader({ zeroReport: false, zeroReason: '' })}>
      {text.unset}
    </Button>
  )
  return <Alert banner type="info" title={text.banner(reason)} action={unset} />
}

interface ZeroReportProps {
  readonly desk: ReportDesk
  readonly open: boolean
  readonly onClose: () => void
  /** Once it is gone: the keyboard goes back to the form. */
  readonly onClosed: () => void
}

/** Says that there was nothing to report this month, and why that is known. */
export function ZeroReport({ desk, open, onClose, onClosed }: ZeroReportProps) {
  const [typed, setTyped] = useUnsent(wordsKey('zeroReason', desk.at))
  const [asked, setAsked] = useState(false)
  // Last month's sentence is offered for amendment, selected as a whole: Enter takes it, a letter replaces it.
  const reason = typed ?? desk.previous()?.header.zeroReason ?? ''
  // Also those that a filter hides: they are reported too.
  const rows = desk.grid.allRows
  /** The words go with the button that says so, not with Esc. */
  const giveUp = (): void => {
    setTyped(null)
    onClose()
  }
  const fault = zeroReasonFault(reason)
  const confirm = (): void => {
    if (fault !== undefined) {
      setAsked(true)
      return
    }
    desk.session.editHeader({ zeroReport: true, zeroReason: reason.trim() })
    giveUp()
  }
  const onEnter = (event: KeyboardEvent): void => {
    if (event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    confirm()
  }
  const leave = (): void => {
    setAsked(false)
    onClosed()
  }
  return (
    <Modal
      open={open}
      title={text.title}
      okText={text.set}
      cancelText={commonText.cancel}
      onOk={confirm}
      onCancel={onClose}
      cancelButtonProps={{ onClick: giveUp }}
      afterClose={leave}
      focusable={{ focusTriggerAfterClose: false }}
      destroyOnHidden
    >
      <div className="stack">
        <p>{text.text}</p>
        {rows > 0 && <Alert type="warning" showIcon title={text.withRows(rows)} />}
        <Form layout="vertical">
          <Form.Item
            label={text.reason}
            htmlFor="zero-reason"
            required
            validateStatus={asked && fault !== undefined ? 'error' : ''}
            help={asked ? fault : undefined}
          >
            <ReasonField isBegun={typed !== null} value={reason} onType={setTyped} onPressEnter={onEnter} />
          </Form.Item>
        </Form>
      </div>
    </Modal>
  )
}

/** What the field is told, before the engine would refuse the same words. */
function zeroReasonFault(reason: string): string | undefined {
  if (reason.trim() === '') return text.needReason
  const fault = refuseZeroReason(reason)
  return fault === undefined ? undefined : reasonHelp.zero(fault)
}

interface ReasonFieldProps {
  /** What was typed before the dialog was closed is gone on with. */
  readonly isBegun: boolean
  readonly value: string
  readonly onType: (text: string) => void
  readonly onPressEnter: (event: KeyboardEvent) => void
}

/** The field has the keyboard as soon as it is drawn: who presses the key types on without waiting for the dialog to unfold. */
function ReasonField({ isBegun, value, onType, onPressEnter }: ReasonFieldProps) {
  const field = useRef<TextAreaRef>(null)
  const begin = useEffectEvent(() => field.current?.focus({ cursor: isBegun ? 'end' : 'all' }))
  useLayoutEffect(() => begin(), [])
  return (
    <Input.TextArea
      ref={field}
      id="zero-reason"
      value={value}
      onChange={(event) => onType(event.target.value)}
      onPressEnter={onPressEnter}
      placeholder={text.placeholder}
      maxLength={400}
      rows={3}
    />
  )
}
