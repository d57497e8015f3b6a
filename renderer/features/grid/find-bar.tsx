import { Button, Checkbox, Input, type InputRef } from 'antd'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { gridToolsText } from '../../../shared/text/ui-grid-tools.ts'
import { CloseBar } from './close-bar.tsx'
import { type FindRule, nextPlace } from './find.ts'
import type { GridStore } from './grid-store.ts'
import { findInGrid, planReplace } from './replace.ts'

interface FindBarProps {
  readonly store: GridStore
  readonly replacing: boolean
  /** Counts the calls of the keys, so that a second Ctrl+F goes back to the field. */
  readonly asked: number
  readonly reveal: () => void
  readonly onReplacing: () => void
  readonly onClose: () => void
}

/** Find and replace, above the grid so that it hides no cell. Enter finds the next one; Esc goes back to the cell. */
export function FindBar({ store, replacing, asked, reveal, onReplacing, onClose }: FindBarProps) {
  const text = gridToolsText.find
  const [query, setQuery] = useState('')
  const [replacement, setReplacement] = useState('')
  const [inColumn, setInColumn] = useState(false)
  const [whole, setWhole] = useState(false)
  const [told, setTold] = useState('')
  const field = useRef<InputRef>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked for again, the field is to be typed in again
  useEffect(() => {
    field.current?.focus({ cursor: 'all' })
  }, [asked])
  const rule = (): FindRule => ({ query, whole, column: inColumn ? store.selection.column : null })

  const goOn = (back: boolean): void => {
    const places = findInGrid(store, rule())
    const place = nextPlace(places, store.selection, back)
    setTold(place ? text.found(places.indexOf(place) + 1, places.length) : query === '' ? '' : text.none)
    if (!place) return
    store.select(place.row, place.column)
    reveal()
  }
  const replaceOne = (): void => {
    const { row, column } = store.selection
    const here = findInGrid(store, rule()).filter((place) => place.row === row && place.column === column)
    const { changes, locked, unreadable } = planReplace(store, here, rule(), replacement)
    store.write(changes, 'typing')
    goOn(false)
    if (locked + unreadable > 0) setTold(text.replaced(0, locked, unreadable))
  }
  const replaceAll = (): void => {
    const { changes, locked, unreadable } = planReplace(store, findInGrid(store, rule()), rule(), replacement)
    store.write(changes, 'typing')
    setTold(text.replaced(changes.length, locked, unreadable))
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return
    const control = event.ctrlKey || event.metaKey
    const letter = event.key.toLowerCase()
    if (event.key === 'Escape') onClose()
    else if (event.key === 'F3') goOn(event.shiftKey)
    else if (event.key === 'Enter' && event.target instanceof HTMLInputElement && event.target.type !== 'checkbox') goOn(event.shiftKey)
    else if (control && letter === 'h') onReplacing()
    else if (control && letter === 'f') field.current?.focus({ cursor: 'all' })
    else return
    event.preventDefault()
  }
  return (
    <div className="grid-bar" role="search" aria-label={text.title} onKeyDown={onKeyDown}>
      <Input
        ref={field}
        value={query}
        aria-label={text.query}
        placeholder={text.query}
        onChange={(event) => {
          setQuery(event.target.value)
          setTold('')
        }}
      />
      {replacing && (
        <Input
          value={replacement}
          aria-label={text.replacement}
          placeholder={text.replacement}
          onChange={(event) => setReplacement(event.target.value)}
        />
      )}
      <Checkbox checked={inColumn} onChange={(event) => setInColumn(event.target.checked)}>
        {text.thisColumn}
      </Checkbox>
      <Checkbox checked={whole} onChange={(event) => setWhole(event.target.checked)}>
        {text.whole}
      </Checkbox>
      <Button onClick={() => goOn(true)}>{text.previous}</Button>
      <Button type="primary" onClick={() => goOn(false)}>
        {text.next}
      </Button>
      {replacing ? (
        <>
          <Button disabled={!store.open || query === ''} onClick={replaceOne}>
            {text.replace}
          </Button>
          <Button disabled={!store.open || query === ''} onClick={replaceAll}>
            {text.replaceAll}
          </Button>
        </>
      ) : (
        <Button type="text" onClick={onReplacing}>
          {text.replaceMore}
        </Button>
      )}
      <span className="grid-bar-told" role="status">
        {told}
      </span>
      <CloseBar onClose={onClose} />
    </div>
  )
}
