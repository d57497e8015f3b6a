/**
 * The one text field of the grid. It has the focus all the time and lies over the active cell, invisible until the first
 * letter; then it *is* the editor. It is never mounted at the first key: an input method would lose that key. Its value
 * stays empty while a cell is only selected, so that a composition begins in an empty field.
 */
import { longestText } from '../../../shared/model/value.ts'
import { gridText } from '../../../shared/text/ui-grid.ts'
import { firstDay, moveDay } from './calendar.ts'
import { editText } from './cell-rules.ts'
import { type Choice, choicesOf, filterChoices } from './choices.ts'
import type { GridStore } from './grid-store.ts'
import type { Mode, Popup } from './keyboard.ts'

export interface EditorState {
  readonly mode: Mode
  /** The list under the cell; null while it is closed. */
  readonly choices: readonly Choice[] | null
  /** The day that the calendar under the cell points at; null while it is closed. */
  readonly day: string | null
  /** -1 = none. */
  readonly highlighted: number
  /** Why nothing happened; `count` tells two equal notices apart. */
  readonly notice: { readonly text: string; readonly count: number } | null
}
const closed = { mode: 'ready', choices: null, day: null, highlighted: -1 } as const

export class GridEditor {
  state: EditorState = { ...closed, notice: null }
  readonly #store: GridStore
  readonly #listeners = new Set<() => void>()
  #field: HTMLTextAreaElement | null = null
  #focusCell: (() => void) | null = null
  /** Row that the typing began in; undefined for the blank line below. */
  #rowId: string | undefined

  constructor(store: GridStore) {
    this.#store = store
  }

  attach(field: HTMLTextAreaElement | null): void {
    this.#field?.removeEventListener('beforeinput', this.#keepHistory)
    this.#field = field
    field?.addEventListener('beforeinput', this.#keepHistory)
  }
  /**
   * Wherever the keyboard is, the browser takes back what was typed into the last text field that it knows: here words of
   * some earlier cell. Only who types into this field takes back what he typed.
   */
  readonly #keepHistory = (event: InputEvent): void => {
    if (!event.inputType.startsWith('history')) return
    if (this.state.mode === 'ready' || document.activeElement !== this.#field) event.preventDefault()
  }
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
  focus(): void {
    if (this.#focusCell && this.state.mode === 'ready') this.#focusCell()
    else this.#field?.focus({ preventScroll: true })
  }
  /** For programs that read the screen: the cell itself has the focus while nothing is typed; null = the field, always. */
  setCellFocus(focusCell: (() => void) | null): void {
    this.#focusCell = focusCell
    this.focus()
  }
  get text(): string {
    return this.#field?.value ?? ''
  }

  notify(text: string): void {
    this.#set({ notice: { text, count: (this.state.notice?.count ?? 0) + 1 } })
  }

  /** Why the active cell takes nothing. */
  sayReadOnly(): void {
    const computed = this.#store.column(this.#store.selection.column)?.computed
    this.notify(!this.#store.open ? gridText.closedReport : computed ? gridText.computedCell : gridText.lockedCell)
  }
  /** Begins editing the active cell; says why not when it is read-only. */
  start(mode: 'enter' | 'edit', text?: string): boolean {
    const { row, column } = this.#store.selection
    const cell = this.#store.column(column)
    if (!cell || this.#store.isReadOnly(row, column)) {
      this.sayReadOnly()
      return false
    }
    const initial = text ?? (mode === 'edit' ? editText(cell, this.#store.value(row, column)) : undefined)
    if (this.#field && initial !== undefined) {
      this.#field.value = initial
      this.#field.setSelectionRange(initial.length, initial.length)
    }
    this.#rowId = this.#store.rowAt(row)?.row.id
    this.#store.typing({ row, column })
    this.#set({ mode, notice: null })
    if (this.#focusCell) this.focus()
    return true
  }

  /** A letter arrived, typed or composed. */
  typed(): void {
    if (this.state.mode === 'ready' && !this.start('enter')) {
      this.#empty()
      return
    }
    if (this.state.day !== null) this.#set({ day: null })
    if (this.text.length >= longestText) this.notify(gridText.fullCell(longestText))
    const all = this.#allChoices()
    if (all.length === 0) return
    const choices = filterChoices(all, this.text)
    this.#set({ choices, highlighted: this.text.trim() !== '' && choices.length > 0 ? 0 : -1 })
  }

  get popup(): Popup {
    return this.state.choices ? 'list' : this.state.day !== null ? 'calendar' : null
  }
  /** Opens what belongs under the active cell: the calendar of a date, else the list. */
  openPopup(today: string): void {
    const { row, column } = this.#store.selection
    if (this.#store.column(column)?.field.type !== 'date') this.openList()
    else if (this.state.mode !== 'ready' || this.start('edit'))
      this.#set({ day: firstDay(this.#store.value(row, column), today, this.#store.period) })
  }
  /** Points the calendar at another day and shows it in the cell; turning its pages alone chooses no date. */
  moveDay(days: number, months: number): void {
    if (this.state.day === null) return
    const day = moveDay(this.state.day, days, months)
    if (this.#field && days !== 0) this.#field.value = day
    this.#set({ day })
  }
  /** Takes the day that the calendar points at. */
  pickDay(day = this.state.day): void {
    if (day === null) return
    this.#write(day)
    this.#close()
  }

  /** Opens the list with every choice, whatever stands in the cell. */
  openList(): void {
    const choices = this.#allChoices()
    if (choices.length === 0) return
    if (this.state.mode === 'ready' && !this.start('edit')) return
    const { row, column } = this.#store.selection
    const value = this.#store.value(row, column)
    this.#set({ choices, highlighted: choices.findIndex((choice) => choice.code === value) })
  }
  step(by: number): void {
    const count = this.state.choices?.length ?? 0
    if (count > 0) this.#set({ highlighted: (this.state.highlighted + by + count) % count })
  }
  choose(choice: Choice): void {
    this.#write(choice.code)
    this.#close()
  }

  /** Ends editing; with `commit` the text is written first. */
  stop(commit: boolean): void {
    if (this.state.mode !== 'ready' && commit) this.#write(this.committed())
    this.#close()
  }
  /** What Enter would write: the highlighted choice, else the text. */
  committed(): string {
    return this.state.choices?.[this.state.highlighted]?.code ?? this.text
  }
  toggleMode(): void {
    this.#set({ mode: this.state.mode === 'edit' ? 'enter' : 'edit' })
  }
  insert(text: string): void {
    const field = this.#field
    if (!field) return
    field.setRangeText(text, field.selectionStart, field.selectionEnd, 'end')
    this.typed()
  }

  #allChoices(): readonly Choice[] {
    const { row, column } = this.#store.selection
    const cell = this.#store.column(column)
    if (!cell) return []
    const parentColumn = cell.field.parent === undefined ? undefined : this.#store.layout.byField.get(cell.field.parent)
    return choicesOf(cell.field, cell.codes, parentColumn === undefined ? null : this.#store.value(row, parentColumn))
  }
  #write(text: string): void {
    const { row, column } = this.#store.selection
    // Another window may have removed the row meanwhile; its neighbour must not get the text.
    if (this.#store.rowAt(row)?.row.id !== this.#rowId) this.notify(gridText.rowGone(text))
    else this.#store.write([{ row, column, text }], 'typing')
  }
  #empty(): void {
    if (this.#field) this.#field.value = ''
  }
  #close(): void {
    this.#empty()
    if (this.state.mode !== 'ready') this.#store.typing(null)
    this.#set(closed)
  }
  #set(change: Partial<EditorState>): void {
    this.state = { ...this.state, ...change }
    for (const listener of this.#listeners) listener()
  }
}
