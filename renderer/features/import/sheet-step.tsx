import { Button, Checkbox, Select } from 'antd'
import { useState } from 'react'
import type { ImportOptions, ImportPreview } from '../../../shared/contract/index.ts'
import { importScreenText } from '../../../shared/text/ui-import.ts'
import { type Draft, useDraft } from './draft.ts'
import { HeaderPicture } from './header-picture.tsx'

interface SheetStepProps {
  readonly preview: ImportPreview
  readonly onRevise: (options: ImportOptions) => void
  readonly onDraft: (draft: Draft | null) => void
}
type Part = NonNullable<ImportPreview['parts']>[number]
const text = importScreenText.sheet

/** Which sheets, and which rows of each are the header, on a picture of the sheet. */
export function SheetStep({ preview, onRevise, onDraft }: SheetStepProps) {
  const parts = partsOf(preview)
  const before = [...new Set(parts.map(({ sheet }) => sheet))]
  const [chosen, setChosen] = useState<readonly string[]>(before)
  const [shown, setShown] = useState(0)
  const [headers, setHeaders] = useState<Readonly<Record<number, readonly [number, number]>>>({})
  const isMoved = chosen.length !== before.length || chosen.some((name) => !before.includes(name))
  const part = parts[shown] ?? parts[0]
  const inOrder = preview.sheets.filter(({ name }) => chosen.includes(name)).map(({ name }) => name)
  const decided = (): ImportOptions => {
    const [only = ''] = inOrder
    if (isMoved) return inOrder.length === 1 ? { sheet: only } : { sheets: inOrder }
    if (parts.length === 1 && !isSingledOut(parts[0])) return { sheet: only, headerRows: [...(headers[0] ?? preview.headerRows)] }
    return { parts: parts.map((one, at) => tableOf(one, headers[at])) }
  }
  const isHeaderMoved = parts.some(({ headerRows }, at) => headers[at]?.some((row, end) => row !== headerRows[end]) === true)
  const isSound = chosen.length > 0
  useDraft(isMoved || isHeaderMoved ? { options: decided(), isSound } : null, onDraft)
  return (
    <div className="stack">
      <fieldset className="import-sheets">
        <legend>{text.sheets}</legend>
        <Checkbox.Group
          className="import-sheet-list"
          value={[...chosen]}
          onChange={setChosen}
          options={preview.sheets.map((one) => ({
            value: one.name,
            disabled: one.rows === 0,
            label: `${one.name}${one.hidden ? text.hidden : ''}　${text.rows(one.rows)}${one.score > 0 ? `　${text.alike}` : ''}`,
          }))}
        />
        <p className="muted">{text.sheetsHint}</p>
      </fieldset>
      {part && !isMoved && (
        <>
          {parts.length > 1 && (
            <div className="row">
              <span>{text.shown}</span>
              <Select
                aria-label={text.shown}
                popupMatchSelectWidth={false}
                value={shown}
                onChange={setShown}
                options={parts.map((one, at) => ({ value: at, label: text.part(one.sheet, ...(headers[at] ?? one.headerRows), one.rows) }))}
              />
            </div>
          )}
          <HeaderPicture
            key={`${shown} ${part.sheet}`}
            id={preview.id}
            sheet={part.sheet}
            header={headers[shown] ?? part.headerRows}
            onHeader={(rows) => setHeaders({ ...headers, [shown]: rows })}
          />
        </>
      )}
      {isMoved && <p className="muted">{text.movedHint}</p>}
      <div className="row import-actions">
        <Button type="primary" disabled={!isSound} onClick={() => onRevise(decided())}>
          {text.apply}
        </Button>
      </div>
    </div>
  )
}

const partsOf = ({ parts, sheet, headerRows, counts }: ImportPreview): readonly Part[] =>
  parts !== undefined && parts.length > 0 ? parts : [{ sheet, headerRows, rows: counts.rows }]

/** Some columns or rows of its sheet, which the sheet and the header alone do not name. */
const isSingledOut = (part: Part | undefined): boolean => part?.columns !== undefined || part?.only !== undefined

const tableOf = ({ sheet, headerRows, columns, only }: Part, moved: readonly [number, number] | undefined) => ({
  sheet,
  headerRows: [...(moved ?? headerRows)] as [number, number], // spread of a pair
  ...(columns === undefined ? {} : { columns }),
  // Under another header other rows are data.
  ...(only === undefined || moved !== undefined ? {} : { only }),
})
