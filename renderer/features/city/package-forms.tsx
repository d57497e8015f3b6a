import { Button, Input, Select, Tabs } from 'antd'
import { type MouseEvent, useEffect, useMemo, useRef, useState } from 'react'
import type { Output } from '../../../shared/contract/index.ts'
import { headerGrid } from '../../../shared/forms/columns.ts'
import type { FormTemplate } from '../../../shared/forms/form-schema.ts'
import { isCoded } from '../../../shared/model/value.ts'
import { cityScreenText } from '../../../shared/text/ui-city.ts'
import { commonText } from '../../../shared/text/ui-common.ts'
import { useModel } from '../../app/app-model.ts'
import { ErrorAlert } from '../../ui/error-alert.tsx'
import { WideTable } from '../../ui/wide-table.tsx'
import { displayText } from '../grid/cell-rules.ts'
import { alignOf, columnLabel } from '../grid/columns.ts'
import type { CommentDraft } from './use-comment-drafts.ts'

const text = cityScreenText.package
type FormView = Output<'city.form'>
type Facts = Output<'city.package'>['facts']
const page = 200

interface PackageFormsProps {
  readonly facts: Facts
  readonly comments: readonly CommentDraft[]
  readonly onComment: (comment: CommentDraft) => void
  readonly onDrop: (comment: CommentDraft) => void
}

/** The forms of a package, read only; a remark can be put on any cell, row or form. */
export function PackageForms({ facts, comments, onComment, onDrop }: PackageFormsProps) {
  const { ready } = useModel()
  const items = facts.forms.map(({ form, rows, zeroReport }) => {
    const template = ready.pack.forms.find(({ id }) => id === form)
    return {
      key: form,
      label: `${form} ${zeroReport ? text.zero : text.rows(rows)}`,
      children: template && (
        <OneForm
          key={`${facts.sha256} ${form}`}
          template={template}
          sha256={facts.sha256}
          comments={comments.filter((comment) => comment.form === form)}
          onComment={onComment}
          onDrop={onDrop}
        />
      ),
    }
  })
  return <Tabs size="small" type="card" items={items} />
}

interface OneFormProps extends Omit<PackageFormsProps, 'facts'> {
  readonly template: FormTemplate
  readonly sha256: string
}
function OneForm({ template, sha256, comments, onComment, onDrop }: OneFormProps) {
  const { platform, ready } = useModel()
  const [view, setView] = useState<FormView | null>(null)
  const [error, setError] = useState<unknown>(null)
  const [shown, setShown] = useState(page)
  const [about, setAbout] = useState<string | null | undefined>(undefined)
  const opener = useRef<HTMLElement | null>(null)
  const openFor = (rowId: string | null, { currentTarget }: MouseEvent<HTMLElement>): void => {
    opener.current = currentTarget
    setAbout(rowId)
  }
  /** The next remark is mostly on a row near by. */
  const close = (): void => {
    setAbout(undefined)
    opener.current?.focus()
  }
  useEffect(() => {
    platform.call('city.form', { sha256, form: template.id }).then(setView, setError)
  }, [platform, sha256, template.id])
  const columns = useMemo(() => {
    const used = new Set(view?.rows.flatMap(({ values }) => Object.keys(values)))
    const lists = new Map(ready.pack.codes.map((list) => [list.id, list]))
    return headerGrid(template)
      .columns.filter((field) => used.has(field.key) || field.group === 'core')
      .map((field) => ({
        field,
        codes: isCoded(field.type) && field.codes !== undefined ? lists.get(field.codes) : undefined,
        align: alignOf(field),
      }))
  }, [view, template, ready])
  if (view === null) return <ErrorAlert error={error} />
  const labelOf = (values: Readonly<Record<string, string>>): string => template.rowLabel.map((key) => values[key] ?? '').join(' ')
  const labelOfRow = (rowId: string | null | undefined): string => {
    const row = view.rows.find((one) => one.rowId === rowId)
    return row === undefined ? text.whole : labelOf(row.values)
  }
  const placeOf = ({ rowId, field }: CommentDraft): string => {
    const column = columns.find((one) => one.field.key === field)
    return [labelOfRow(rowId), column && columnLabel(column.field)].filter((part) => part !== undefined).join(' · ')
  }
  return (
    <>
      {comments.length > 0 && (
        <ul className="city-list">
          {comments.map((comment) => (
            <li key={`${comment.rowId} ${comment.field} ${comment.text}`}>
              <b>{placeOf(comment)}</b>：{comment.text}{' '}
              <Button size="small" type="text" onClick={() => onDrop(comment)}>
                {text.drop}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <Button size="small" onClick={(event) => openFor(null, event)}>
        {text.comment}：{text.whole}
      </Button>
      {about !== undefined && (
        <CommentForm
          // Words for one row are none for another, and the keyboard goes to where they are typed.
          key={about ?? ''}
          place={labelOfRow(about)}
          columns={about === null ? [] : columns.map(({ field }) => ({ value: field.key, label: columnLabel(field) }))}
          onCancel={close}
          onAdd={(field, words) => {
            onComment({ form: template.id, rowId: about, rowKey: about === null ? null : labelOfRow(about), field, text: words })
            close()
          }}
        />
      )}
      <WideTable className="city-table" label={template.title}>
        <thead>
          <tr>
            <th scope="col">{text.comment}</th>
            {columns.map(({ field }) => (
              <th key={field.key} scope="col">
                {columnLabel(field)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {view.rows.slice(0, shown).map(({ rowId, values }) => (
            <tr key={rowId} className={comments.some((comment) => comment.rowId === rowId) ? 'city-commented' : undefined}>
              <td>
                <Button size="small" type="text" aria-label={text.commentOn(labelOf(values))} onClick={(event) => openFor(rowId, event)}>
                  {text.comment}
                </Button>
              </td>
              {columns.map((column) => (
                <td key={column.field.key} className={`city-${column.align}`}>
                  {displayText(column, values[column.field.key] ?? null)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </WideTable>
      {view.rows.length > shown && (
        <Button onClick={() => setShown(shown + page)}>{text.more(Math.min(page, view.rows.length - shown))}</Button>
      )}
    </>
  )
}

interface CommentFormProps {
  readonly place: string
  readonly columns: readonly { readonly value: string; readonly label: string }[]
  readonly onAdd: (field: string | null, words: string) => void
  readonly onCancel: () => void
}
function CommentForm({ place, columns, onAdd, onCancel }: CommentFormProps) {
  const [field, setField] = useState('')
  const [words, setWords] = useState('')
  return (
    <form
      className="city-inline"
      aria-label={text.commentOn(place)}
      onSubmit={(event) => {
        event.preventDefault()
        if (words.trim() !== '') onAdd(field === '' ? null : field, words.trim())
      }}
    >
      <b>{text.commentOn(place)}</b>
      {columns.length > 0 && (
        <Select
          aria-label={text.column}
          value={field}
          onChange={setField}
          popupMatchSelectWidth={false}
          showSearch={{ optionFilterProp: 'label' }}
          options={[{ value: '', label: text.wholeRow }, ...columns]}
        />
      )}
      <Input aria-label={text.text} placeholder={text.text} value={words} autoFocus onChange={(event) => setWords(event.target.value)} />
      <Button type="primary" htmlType="submit" disabled={words.trim() === ''}>
        {text.add}
      </Button>
      <Button onClick={onCancel}>{commonText.cancel}</Button>
    </form>
  )
}
