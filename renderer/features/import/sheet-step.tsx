import { Button, Form, InputNumber, Select } from 'antd'
import { useState } from 'react'
import type { ImportOptions, ImportPreview } from '../../../shared/contract/index.ts'
import { columnLetters } from '../../../shared/forms/columns.ts'
import { importScreenText } from '../../../shared/text/ui-import.ts'

interface SheetStepProps {
  readonly preview: ImportPreview
  readonly onRevise: (options: ImportOptions) => void
}
const text = importScreenText.sheet

/** Which sheet, and which rows are the header, on a picture of the sheet. */
export function SheetStep({ preview, onRevise }: SheetStepProps) {
  const [sheet, setSheet] = useState(preview.sheet)
  const [rows, setRows] = useState(preview.headerRows)
  const [top, bottom] = rows
  const changed = sheet !== preview.sheet
  const choose = (row: number): void => setRows(row > bottom || row < top ? [row, row] : [row, bottom])
  return (
    <div className="stack">
      <Form layout="inline">
        <Form.Item label={text.sheet} htmlFor="import-sheet">
          <Select
            id="import-sheet"
            value={sheet}
            onChange={setSheet}
            popupMatchSelectWidth={false}
            options={preview.sheets.map((one) => ({
              value: one.name,
              label: `${one.name}${one.hidden ? text.hidden : ''} ${text.rows(one.rows)}`,
            }))}
          />
        </Form.Item>
        {!changed && (
          <>
            <Form.Item label={text.from} htmlFor="import-top">
              <InputNumber id="import-top" min={1} value={top} onChange={(row) => setRows([row ?? 1, Math.max(row ?? 1, bottom)])} />
            </Form.Item>
            <Form.Item label={text.to} htmlFor="import-bottom">
              <InputNumber id="import-bottom" min={top} value={bottom} onChange={(row) => setRows([top, row ?? top])} />
            </Form.Item>
          </>
        )}
        <Button type="primary" onClick={() => onRevise(changed ? { sheet } : { sheet, headerRows: [...rows] })}>
          {text.apply}
        </Button>
      </Form>
      {!changed && (
        <>
          <p className="muted">{text.pictureHint}</p>
          <Picture preview={preview} top={top} bottom={bottom} onRow={choose} />
        </>
      )}
    </div>
  )
}

interface PictureProps {
  readonly preview: ImportPreview
  readonly top: number
  readonly bottom: number
  readonly onRow: (row: number) => void
}

function Picture({ preview, top, bottom, onRow }: PictureProps) {
  const width = Math.max(1, ...preview.picture.map((line) => line.cells.length))
  const columns = Array.from({ length: width }, (_, index) => columnLetters(index))
  return (
    <section className="import-scroll" aria-label={text.picture}>
      <table className="import-picture">
        <thead>
          <tr>
            <th scope="col">{text.row}</th>
            {columns.map((letter) => (
              <th key={letter} scope="col">
                {letter}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {preview.picture.map((line) => (
            <tr key={line.row} className={line.row >= top && line.row <= bottom ? 'import-header-row' : undefined}>
              <th scope="row">
                <button type="button" onClick={() => onRow(line.row)}>
                  {line.row}
                </button>
              </th>
              {columns.map((letter, index) => (
                <td key={letter} title={line.cells[index]}>
                  {line.cells[index]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
