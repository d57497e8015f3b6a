import { Button, Input, type InputRef } from 'antd'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { gridToolsText } from '../../../shared/text/ui-grid-tools.ts'
import { CloseBar } from './close-bar.tsx'
import { readPlace } from './find.ts'
import type { GridStore } from './grid-store.ts'

interface GoToBarProps {
  readonly store: GridStore
  readonly asked: number
  readonly reveal: () => void
  readonly onClose: () => void
}

/** Go to a row, a column or both. It closes itself when the place is reached: the next key belongs to the cell. */
export function GoToBar({ store, asked, reveal, onClose }: GoToBarProps) {
  const text = gridToolsText.goTo
  const [typed, setTyped] = useState('')
  const [isUnknown, setUnknown] = useState(false)
  const field = useRef<InputRef>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked for again, the field is to be typed in again
  useEffect(() => {
    field.current?.focus({ cursor: 'all' })
  }, [asked])
  const go = (): void => {
    const place = readPlace(
      typed,
      store.layout.columns.map((column) => column.label),
    )
    const row = place?.row === undefined ? store.selection.row : store.placeOfNumber(place.row + 1)
    const column = place?.column ?? store.selection.column
    if (place === null || row < 0 || column >= store.extent.columns) {
      setUnknown(true)
      return
    }
    store.select(row, column)
    reveal()
    onClose()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return
    if (event.key === 'Escape') onClose()
    else if (event.key === 'Enter' && event.target instanceof HTMLInputElement) go()
    else return
    event.preventDefault()
  }
  return (
    <div className="grid-bar" role="search" aria-label={text.title} onKeyDown={onKeyDown}>
      <Input
        ref={field}
        value={typed}
        aria-label={text.place}
        placeholder={text.hint}
        onChange={(event) => {
          setTyped(event.target.value)
          setUnknown(false)
        }}
      />
      <Button type="primary" onClick={go}>
        {text.go}
      </Button>
      <span className="grid-bar-told" role="status">
        {isUnknown ? text.unknown : ''}
      </span>
      <CloseBar onClose={onClose} />
    </div>
  )
}
