import { Button, InputNumber } from 'antd'
import { useEffect, useRef, useState } from 'react'
import type { ImportPicture } from '../../../shared/contract/index.ts'
import { columnLetters } from '../../../shared/forms/columns.ts'
import { importScreenText } from '../../../shared/text/ui-import.ts'
import { useModel } from '../../app/app-model.ts'
import { ErrorAlert } from '../../ui/error-alert.tsx'
import { HeadRow } from '../../ui/head-row.tsx'

interface HeaderPictureProps {
  /** Of the preview. */
  readonly id: string
  readonly sheet: string
  /** First and last row, as Excel shows them. */
  readonly header: readonly [number, number]
  readonly onHeader: (rows: readonly [number, number]) => void
}
const text = importScreenText.sheet
/** What one sees above a header that stands far down. */
const rowsAbove = 15

/** The sheet as it looks, its header marked: moved by clicking, by arrow keys or by typing row numbers. */
export function HeaderPicture({ id, sheet, header, onHeader }: HeaderPictureProps) {
  const { platform } = useModel()
  const [rows, setRows] = useState<ImportPicture>([])
  const [more, setMore] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const [top, bottom] = header
  const [start, setStart] = useState(Math.max(1, top - rowsAbove))
  const marked = useRef<HTMLTableRowElement>(null)
  useEffect(() => {
    let isLeft = false
    platform.call('import.picture', { id, sheet, from: start }).then(
      (page) => {
        if (isLeft) return
        setRows(page.rows)
        setMore(page.more)
      },
      (reason: unknown) => isLeft || setError(reason),
    )
    return () => {
      isLeft = true
    }
  }, [platform, id, sheet, start])
  useEffect(() => {
    if (top > 0) marked.current?.scrollIntoView({ block: 'nearest' })
  }, [top])
  const onKeyDown = (event: React.KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step === 0) return
    event.preventDefault()
    if (event.shiftKey) onHeader([top, Math.max(top, bottom + step)])
    else if (top + step >= 1) onHeader([top + step, bottom + step])
  }
  const choose = (row: number, isLast: boolean): void => {
    if (isLast && row >= top) onHeader([top, row])
    else onHeader(row > bottom || row < top ? [row, row] : [row, bottom])
  }
  const width = Math.max(1, ...rows.map((line) => line.cells.length))
  const letters = Array.from({ length: width }, (_, index) => columnLetters(index))
  return (
    <>
      <ErrorAlert error={error} />
      <div className="row">
        <label htmlFor="import-top">{text.from}</label>
        <InputNumber id="import-top" min={1} value={top} onChange={(row) => onHeader([row ?? 1, Math.max(row ?? 1, bottom)])} />
        <label htmlFor="import-bottom">{text.to}</label>
        <InputNumber id="import-bottom" min={top} value={bottom} onChange={(row) => onHeader([top, row ?? top])} />
        <span className="muted">{text.pictureHint}</span>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls and takes the arrow keys */}
      <section className="import-scroll" aria-label={text.picture(sheet, top, bottom)} tabIndex={0} onKeyDown={onKeyDown}>
        <table className="import-picture">
          <HeadRow labels={[text.row, ...letters]} />
          <tbody>
            {rows.map((line) => {
              const isHeader = line.row >= top && line.row <= bottom
              return (
                <tr key={line.row} ref={line.row === top ? marked : undefined} className={isHeader ? 'import-header-row' : undefined}>
                  <th scope="row">
                    <button
                      type="button"
                      tabIndex={-1}
                      aria-label={text.rowAsHeader(line.row)}
                      onClick={(event) => choose(line.row, event.shiftKey)}
                    >
                      {isHeader ? `▸${line.row}` : line.row}
                    </button>
                  </th>
                  {letters.map((letter, index) => (
                    <td key={letter} title={line.cells[index]}>
                      {line.cells[index]}
                    </td>
                  ))}
                </tr>
              )
            })}
          </tbody>
        </table>
      </section>
      {(more || start > 1) && (
        <div className="row">
          <Button disabled={start === 1} onClick={() => setStart(1)}>
            {text.firstRows}
          </Button>
          <Button disabled={!more} onClick={() => setStart((rows.at(-1)?.row ?? start) + 1)}>
            {text.moreRows}
          </Button>
        </div>
      )}
    </>
  )
}
