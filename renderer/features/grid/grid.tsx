import { Dropdown, type MenuProps } from 'antd'
import {
  type CSSProperties,
  type KeyboardEvent,
  useCallback,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react'
import { gridText } from '../../../shared/text/ui-grid.ts'
import './grid-bars.css'
import './grid.css'
import './grid-cells.css'
import './grid-panels.css'
import { toggleGroup } from './column-commands.ts'
import { FindBar } from './find-bar.tsx'
import { cellBox } from './geometry.ts'
import { GoToBar } from './go-to-bar.tsx'
import { GridBody } from './grid-body.tsx'
import { type CommandContext, type GridActions, type GridBar, runCommand } from './grid-commands.ts'
import { GridEditor } from './grid-editor.ts'
import { GridHead } from './grid-head.tsx'
import { GridInput, placeInput } from './grid-input.tsx'
import { gridMenu } from './grid-menu.tsx'
import { GridOverlay } from './grid-overlay.tsx'
import type { GridStore } from './grid-store.ts'
import { GridTotals } from './grid-totals.tsx'
import { commandFor } from './keyboard.ts'
import { LookLine } from './look-line.tsx'
import { LookPanel } from './look-panel.tsx'
import { pasteClipboard, useClipboard } from './use-clipboard.ts'
import { useGridView } from './use-grid-view.ts'
import { usePointer } from './use-pointer.ts'
import { useReadingMode } from './use-reading-mode.ts'

interface GridProps {
  readonly store: GridStore
  /** Name of the form, for screen readers. */
  readonly label: string
  /** `YYYY-MM-DD` */
  readonly today: string
  readonly actions: GridActions
  /** The focus goes from cell to cell, for programs that read the screen aloud. */
  readonly reading?: boolean
}

/** The frozen width is handed to the style sheet, which keeps words of merged heads beside it. */
const sheetStyle = (width: number, frozenWidth: number): CSSProperties => ({ width, ['--grid-frozen' as string]: `${frozenWidth}px` }) // custom properties are not in React's type

/** The entry grid of a form with rows. */
export function Grid({ store, label, today, actions, reading = false }: GridProps) {
  const gridId = useId()
  const helpId = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const field = useRef<HTMLTextAreaElement>(null)
  const tabStart = useRef<number | null>(null)
  const editor = useMemo(() => new GridEditor(store), [store])
  const structure = useSyncExternalStore(
    useCallback((listener) => store.subscribe('structure', listener), [store]),
    () => store.structure,
  )
  const measureRef = useRef<() => void>(() => {})
  const view = useGridView(scroller, store, structure, () => measureRef.current())
  const { measure, reveal, page } = view
  measureRef.current = () => {
    if (field.current) placeInput(field.current, store, editor, measure())
  }
  const [bar, setBar] = useState<{ readonly kind: GridBar; readonly asked: number } | null>(null)
  const openBar = useCallback((kind: GridBar) => setBar((old) => ({ kind, asked: (old?.asked ?? 0) + 1 })), [])
  const onLook = useCallback(
    (column: number) => {
      store.select(store.selection.row, column)
      openBar('look')
    },
    [store, openBar],
  )
  const onGroup = useCallback((key: string) => toggleGroup(store, key), [store])
  const closeBar = (): void => {
    setBar(null)
    editor.focus()
  }
  const context = useMemo<CommandContext>(
    () => ({
      store,
      editor,
      actions,
      today,
      page,
      reveal,
      tabStart,
      openBar,
      font: () => getComputedStyle(scroller.current ?? document.body).font,
      paste: () => void pasteClipboard(store, editor),
    }),
    [store, editor, actions, today, page, reveal, openBar],
  )
  // The selection draws nothing here, so the menu is made when it is asked for.
  const [menu, setMenu] = useState<MenuProps>({ items: [] })
  useClipboard(scroller, store, editor)
  const cellKeys = useReadingMode({ scroller, store, editor, reading, run: (command) => runCommand(context, command) })
  const pointer = usePointer({ scroller, field, store, editor, measure: view.measureNow, reveal })

  useEffect(() => editor.focus(), [editor])
  const target = useSyncExternalStore(
    useCallback((listener) => store.subscribe('target', listener), [store]),
    () => store.target,
  )
  useLayoutEffect(() => {
    // After the columns that the target may have unfolded are there to scroll to.
    if (!target) return
    reveal()
    editor.focus()
  }, [target, editor, reveal])

  const { layout } = store
  // biome-ignore lint/correctness/useExhaustiveDependencies: folding columns must not leave the active cell out of sight
  useLayoutEffect(() => reveal(), [reveal, layout.columns.length, layout.frozen])

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    // The input method owns this key, Enter and arrows included.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return
    if (event.key === 'Escape' && pointer.letGo()) {
      event.preventDefault()
      return
    }
    const command = commandFor(event.nativeEvent, editor.state.mode, editor.popup)
    if (command) {
      event.preventDefault()
      runCommand(context, command)
    } else if (
      store.isReadOnly(store.selection.row, store.selection.column) &&
      event.key.length === 1 &&
      !event.ctrlKey &&
      !event.metaKey
    ) {
      editor.start('enter')
    }
  }

  const lookColumn = store.column(store.selection.column)
  const headerRows = layout.headerTops.length
  return (
    <div className="grid-frame">
      {(bar?.kind === 'find' || bar?.kind === 'replace') && (
        <FindBar
          store={store}
          replacing={bar.kind === 'replace'}
          asked={bar.asked}
          reveal={reveal}
          onReplacing={() => openBar('replace')}
          onClose={closeBar}
        />
      )}
      <LookLine store={store} onCleared={() => editor.focus()} />
      {bar?.kind === 'look' && lookColumn && (
        <LookPanel
          key={lookColumn.field.key}
          store={store}
          column={lookColumn}
          top={layout.headerHeight}
          left={Math.max(0, Math.min(view.measure().width - 300, cellBox(layout, view.measure(), 0, store.selection.column).left))}
          onCommand={(kind) => {
            closeBar()
            runCommand(context, { kind })
          }}
          onClose={closeBar}
        />
      )}
      {bar?.kind === 'goTo' && <GoToBar store={store} asked={bar.asked} reveal={reveal} onClose={closeBar} />}
      <Dropdown
        classNames={{ root: 'grid-menu' }}
        trigger={['contextMenu']}
        align={{ overflow: { shiftX: true, shiftY: true } }}
        menu={menu}
        onOpenChange={(open) => open && setMenu(gridMenu(context))}
        destroyOnHidden
      >
        <div ref={scroller} className="grid-scroller" onScroll={view.onScroll} {...cellKeys} {...pointer.handlers}>
          <div className="grid-sheet" style={sheetStyle(layout.width, layout.frozenWidth)}>
            <GridInput
              today={today}
              past={actions.past}
              store={store}
              editor={editor}
              field={field}
              gridId={gridId}
              helpId={helpId}
              view={view}
              onKeyDown={onKeyDown}
            />
            <GridOverlay
              store={store}
              onDrop={() => {
                editor.focus()
                editor.openPopup(today)
              }}
            />
            <div
              role="grid"
              id={gridId}
              aria-label={label}
              aria-rowcount={store.extent.rows + headerRows + store.totals.length}
              aria-colcount={layout.columns.length + 1}
              aria-multiselectable
            >
              <GridHead layout={layout} look={store.look} groups={store.columnLook.groups} onLook={onLook} onGroup={onGroup} />
              <GridBody store={store} view={view} structure={structure} headerRows={headerRows} />
              <GridTotals store={store} headerRows={headerRows} />
            </div>
          </div>
          <div id={helpId} className="visually-hidden">
            {store.open ? gridText.help : gridText.readingHelp}
          </div>
        </div>
      </Dropdown>
    </div>
  )
}
