import { Button, Checkbox, Input, type InputRef } from 'antd'
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import { gridText } from '../../../shared/text/ui-grid.ts'
import { gridToolsText } from '../../../shared/text/ui-grid-tools.ts'
import { canScale } from './column-look.ts'
import type { GridColumn } from './columns.ts'
import type { GridStore } from './grid-store.ts'
import { textsOf } from './row-order.ts'

/** More different texts than this are narrowed by typing, not by scrolling. */
const mostListed = 200

interface LookPanelProps {
  readonly store: GridStore
  readonly column: GridColumn
  /** Left edge in the grid's frame, in pixels. */
  readonly left: number
  readonly top: number
  /** Closes the panel and carries out a command on the column. */
  readonly onCommand: (kind: 'scale' | 'fitColumns') => void
  readonly onClose: () => void
}

/** Filter and order by one column. Only the way of looking changes; the rows of the report stay as they are. */
export function LookPanel({ store, column, left, top, onCommand, onClose }: LookPanelProps) {
  const text = gridToolsText.look
  const key = column.field.key
  const all = useMemo(() => textsOf(store.views(), column), [store, column])
  const [typed, setTyped] = useState('')
  const [ticked, setTicked] = useState<ReadonlySet<string>>(() => store.look.shown.get(key) ?? new Set(all.map((entry) => entry.text)))
  const [onlyMarked, setOnlyMarked] = useState(store.look.onlyMarked)
  const field = useRef<InputRef>(null)
  useEffect(() => field.current?.focus(), [])
  const fitting = all.filter((entry) => (entry.text === '' ? text.blank : entry.text).toLowerCase().includes(typed.trim().toLowerCase()))

  const apply = (): void => {
    const shown = new Map(store.look.shown)
    // Typing narrows the list, so what is not listed any more is not meant.
    const wanted = new Set((typed.trim() === '' ? all : fitting).map((entry) => entry.text).filter((entry) => ticked.has(entry)))
    if (wanted.size === all.length) shown.delete(key)
    else shown.set(key, wanted)
    store.setLook({ ...store.look, shown, onlyMarked })
    onClose()
  }
  const sort = (descending: boolean | null): void => {
    store.setLook({ ...store.look, sort: descending === null ? null : { field: key, descending } })
    onClose()
  }
  const tick = (texts: readonly string[], on: boolean): void => {
    const next = new Set(ticked)
    for (const entry of texts) {
      if (on) next.add(entry)
      else next.delete(entry)
    }
    setTicked(next)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return
    if (event.key === 'Escape') onClose()
    else if (event.key === 'Enter' && event.target instanceof HTMLInputElement) apply()
    else return
    event.preventDefault()
  }
  const texts = fitting.map((entry) => entry.text)
  const count = texts.filter((entry) => ticked.has(entry)).length
  return (
    <div
      className="grid-look"
      role="dialog"
      aria-label={text.title(column.label)}
      style={{ left, top, maxHeight: `calc(100% - ${top + 8}px)` }}
      onKeyDown={onKeyDown}
    >
      <strong>{text.title(column.label)}</strong>
      <div className="grid-look-line">
        <Button onClick={() => sort(false)}>{text.ascending}</Button>
        <Button onClick={() => sort(true)}>{text.descending}</Button>
        <Button disabled={store.look.sort === null} onClick={() => sort(null)}>
          {text.unsorted}
        </Button>
      </div>
      <div className="grid-look-line">
        {canScale(column.field) && (
          <Button onClick={() => onCommand('scale')}>{column.scaled ? gridText.menu.unscale : gridText.menu.scale}</Button>
        )}
        <Button onClick={() => onCommand('fitColumns')}>{gridText.menu.fitColumns}</Button>
      </div>
      <Input
        ref={field}
        value={typed}
        aria-label={text.search}
        placeholder={text.search}
        onChange={(event) => setTyped(event.target.value)}
      />
      <Checkbox
        checked={count === texts.length}
        indeterminate={count > 0 && count < texts.length}
        onChange={(event) => tick(texts, event.target.checked)}
      >
        {text.all(fitting.length)}
      </Checkbox>
      <div className="grid-look-list">
        {fitting.slice(0, mostListed).map((entry) => (
          <Checkbox key={entry.text} checked={ticked.has(entry.text)} onChange={(event) => tick([entry.text], event.target.checked)}>
            {entry.text === '' ? text.blank : entry.text} <span className="muted">{entry.count}</span>
          </Checkbox>
        ))}
        {fitting.length > mostListed && <span className="muted">{text.more(fitting.length - mostListed)}</span>}
      </div>
      <Checkbox checked={onlyMarked} onChange={(event) => setOnlyMarked(event.target.checked)}>
        {text.onlyMarked}
      </Checkbox>
      <div className="grid-look-line">
        <Button type="primary" onClick={apply}>
          {text.apply}
        </Button>
        <Button onClick={onClose}>{gridToolsText.close}</Button>
      </div>
      <small className="muted">{text.note}</small>
    </div>
  )
}
