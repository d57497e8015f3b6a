import { Button, Input } from 'antd'
import { useCallback, useState } from 'react'
import type { Output } from '../../../shared/contract/index.ts'
import { exchangeScreenText } from '../../../shared/text/ui-exchange.ts'
import { useModel } from '../../app/app-model.ts'
import { formatPlace, type Route } from '../../app/route.ts'
import { newsOf, useRead } from '../../app/use-read.ts'
import type { Platform } from '../../platform/platform.ts'
import { ErrorAlert } from '../../ui/error-alert.tsx'
import { localTime } from '../../ui/local-time.ts'
import { useTask } from '../../ui/use-task.ts'

const text = exchangeScreenText.receipts
/** Another receipt came, or a comment was answered. */
const isNews = newsOf('exchange.changed')
type Comment = Output<'returned.list'>[number]

interface ReturnedCommentsProps {
  readonly period: string
  readonly onChange: () => void
}
/** What the city wants corrected or explained, one by one, each with the way to its cell. */
export function ReturnedComments({ period, onChange }: ReturnedCommentsProps) {
  const ask = useCallback((platform: Platform) => platform.call('returned.list', { period }), [period])
  const { value, error, again: read } = useRead(ask, isNews)
  const comments = value ?? []
  if (comments.length === 0) return <ErrorAlert error={error} />
  const open = comments.filter(({ answer }) => answer === null).length
  return (
    <>
      <h3>{text.comments(open, comments.length)}</h3>
      <p className="muted">{text.commentsHint}</p>
      <ul className="exchange-list">
        {comments.map((comment) => (
          <OneComment
            key={comment.id}
            comment={comment}
            onAnswered={() => {
              void read()
              onChange()
            }}
          />
        ))}
      </ul>
    </>
  )
}

function OneComment({ comment, onAnswered }: { readonly comment: Comment; readonly onAnswered: () => void }) {
  const { platform, ready } = useModel()
  const { id, form, period, rowId, rowKey, field, text: words, answer, answeredBy, answeredAt } = comment
  const [typed, setTyped] = useState('')
  const task = useTask<unknown>()
  const template = ready.pack.forms.find((one) => one.id === form)
  const label = template?.fields.find(({ key }) => key === field)?.label
  const firstField = field ?? template?.fields[0]?.key
  const route: Route = {
    screen: 'report',
    form,
    ...(rowId !== null && firstField !== undefined ? { cell: { row: rowId, field: firstField } } : {}),
  }
  const save = (): void =>
    void task.run(async () => {
      const answered = await platform.call('returned.answer', { id, answer: typed.trim() })
      onAnswered()
      return answered
    })
  const place = [form, rowKey ?? text.whole, label].filter((part) => part !== undefined).join(' · ')
  return (
    <li className={answer === null ? 'exchange-open' : undefined}>
      <b>{place}</b> <a href={formatPlace(route, period)}>{text.open}</a>
      <p>{words}</p>
      {answer !== null ? (
        <blockquote>
          {answer} <small className="muted">{text.answered(answeredBy ?? '', localTime(answeredAt ?? ''))}</small>
        </blockquote>
      ) : (
        <form
          className="exchange-code"
          onSubmit={(event) => {
            event.preventDefault()
            if (typed.trim() !== '') save()
          }}
        >
          <Input
            aria-label={`${text.answer} ${place}`}
            placeholder={text.answerHint}
            value={typed}
            maxLength={2000}
            onChange={(event) => setTyped(event.target.value)}
          />
          <Button htmlType="submit" loading={task.running} disabled={typed.trim() === ''}>
            {text.save}
          </Button>
          <ErrorAlert error={task.error} />
        </form>
      )}
    </li>
  )
}
