import { Button } from 'antd'
import { bookScreenText as text } from '../../../shared/text/ui-import-book.ts'
import { formatPlace } from '../../app/route.ts'
import { FileDrop } from '../../ui/file-drop.tsx'
import { workbookEndings } from '../import/workbook-endings.ts'
import { BookParts } from './book-parts.tsx'
import { isDecided } from './sheet-places.ts'
import { SheetTable } from './sheet-table.tsx'
import { useBook } from './use-book.ts'
import '../import/import.css'
import './book.css'

/** A workbook with a sheet for each form or each month: every sheet is shown and decided before anything is changed. */
export function BookScreen({ period }: { readonly period: string }) {
  const book = useBook(period)
  const { survey, decisions, parts, job } = book
  const open = survey?.sheets.filter(({ name }) => !isDecided(decisions[name] ?? { form: null, period: undefined })).length ?? 0
  return (
    <div className="page import">
      <div className="page-head">
        <h1>{text.title}</h1>
        <a href={formatPlace({ screen: 'month' }, period)}>{text.toMonth}</a>
        {survey && <p>{survey.fileName}</p>}
      </div>
      <div className="card stack">
        {!survey && (
          <>
            <p>{text.hint}</p>
            <FileDrop
              accept={workbookEndings}
              title={text.drop}
              hint={text.formats}
              busy={job.running}
              onChoose={(choose) => void book.read(choose)}
            />
          </>
        )}
        {survey && !parts && (
          <>
            <SheetTable sheets={survey.sheets} decisions={decisions} period={period} onDecide={book.decideSheet} />
            <div className="row import-actions">
              {open > 0 && <span role="status">{text.undecided(open)}</span>}
              <Button size="middle" onClick={book.back}>
                {text.again}
              </Button>
              <Button type="primary" size="middle" disabled={open > 0 || job.running} onClick={() => void book.preview()}>
                {text.preview}
              </Button>
            </div>
          </>
        )}
        {parts && (
          <BookParts
            parts={parts}
            busy={job.running}
            onAnswer={(at, options) => void book.answer(at, options)}
            onApply={() => void book.apply()}
            onUndo={(at) => void book.undo(at)}
            onBack={book.back}
          />
        )}
      </div>
      {job.panel}
    </div>
  )
}
