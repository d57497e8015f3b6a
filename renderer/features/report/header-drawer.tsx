import { Button, Drawer, Form, Input, type InputRef } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { readValue } from '../../../shared/model/value.ts'
import { reportText } from '../../../shared/text/ui-report.ts'
import { useModel } from '../../app/app-model.ts'
import { useWhenGone } from '../../ui/use-when-gone.ts'
import type { ReportDesk } from './report-desk.ts'

const text = reportText.header
const fields = ['leader', 'auditor', 'preparer', 'preparerPhone', 'fillDate', 'dataSource'] as const
type HeaderField = (typeof fields)[number]

interface HeaderDrawerProps {
  readonly desk: ReportDesk
  readonly open: boolean
  readonly onClose: () => void
  /** Once it is gone: the keyboard goes back to the form. */
  readonly onClosed: () => void
}

/** Who signs this report and when; stored as each field is left. */
export function HeaderDrawer({ open, onClose, ...rest }: HeaderDrawerProps) {
  return (
    <Drawer
      open={open}
      title={text.title}
      onClose={onClose}
      autoFocus={false}
      focusable={{ focusTriggerAfterClose: false }}
      size={360}
      destroyOnHidden
    >
      <HeaderFields {...rest} />
    </Drawer>
  )
}

function HeaderFields({ desk, onClosed }: Pick<HeaderDrawerProps, 'desk' | 'onClosed'>) {
  const { ready } = useModel()
  const header = useStore(desk.session.store, (state) => state.header)
  const editable = useStore(desk.session.store, (state) => state.report?.open === true)
  useWhenGone(onClosed)
  if (!header) return null
  return (
    <div className="stack">
      <p className="muted">{text.saved}</p>
      {header.revisionNo > 0 && <p>{text.revision(header.revisionNo, header.revisionReason)}</p>}
      <Form layout="vertical">
        {fields.map((field, at) => (
          <HeaderLine
            key={field}
            desk={desk}
            field={field}
            value={header[field]}
            first={at === 0}
            disabled={!editable}
            today={ready.info.today}
          />
        ))}
      </Form>
    </div>
  )
}

interface LineProps {
  readonly desk: ReportDesk
  readonly field: HeaderField
  readonly value: string
  /** Has the keyboard as soon as it is drawn. */
  readonly first: boolean
  readonly disabled: boolean
  readonly today: string
}

function HeaderLine({ desk, field, value, first, disabled, today }: LineProps) {
  const input = useRef<InputRef>(null)
  useEffect(() => {
    if (first) input.current?.focus({ preventScroll: true })
  }, [first])
  const [draft, setDraft] = useState<string | null>(null)
  const [wrong, setWrong] = useState(false)
  const store = (typed: string): void => {
    const read = field === 'fillDate' ? readValue({ type: 'date' }, typed) : ({ ok: true, value: typed.trim() } as const)
    setWrong(!read.ok)
    if (!read.ok) return
    desk.session.editHeader({ [field]: read.value ?? '' })
    setDraft(null)
  }
  const now = field === 'fillDate' && (
    <Button disabled={disabled} onClick={() => store(today)}>
      {text.today}
    </Button>
  )
  return (
    <Form.Item
      label={text[field]}
      htmlFor={`header-${field}`}
      validateStatus={wrong ? 'error' : ''}
      help={wrong ? text.badDate : undefined}
    >
      <span className="row row-tight">
        <Input
          ref={input}
          id={`header-${field}`}
          value={draft ?? value}
          disabled={disabled}
          maxLength={field === 'dataSource' ? 200 : 40}
          onChange={(event) => setDraft(event.target.value)}
          onBlur={() => draft !== null && store(draft)}
          onPressEnter={() => draft !== null && store(draft)}
        />
        {now}
      </span>
    </Form.Item>
  )
}
