import { Alert, Button, Radio, Select } from 'antd'
import { useEffect, useRef, useState } from 'react'
import type { ImportOptions, ImportPreview } from '../../../shared/contract/index.ts'
import { importScreenText } from '../../../shared/text/ui-import.ts'
import { answerOf } from './answer.ts'

interface QuestionsProps {
  readonly preview: ImportPreview
  readonly onAnswer: (options: ImportOptions) => void
}
type Question = ImportPreview['questions'][number]
const text = importScreenText.questions
/** More than these do not fit side by side. */
const mostRadios = 6

/** What the program will not guess, one after the other: each answer may make the others needless. */
export function Questions({ preview, onAnswer }: QuestionsProps) {
  const { questions } = preview
  const [at, setAt] = useState(0)
  const place = Math.min(at, questions.length - 1)
  const question = questions[place]
  if (question === undefined) return null
  return (
    <Alert
      className="import-questions"
      type="warning"
      showIcon
      title={text.title(questions.length)}
      description={
        <>
          <OneQuestion key={`${preview.id} ${question.id}`} question={question} onAnswer={onAnswer} />
          {questions.length > 1 && (
            <div className="row import-question-steps">
              <span role="status">{text.place(place + 1, questions.length)}</span>
              <Button disabled={place === 0} onClick={() => setAt(place - 1)}>
                {text.previous}
              </Button>
              <Button disabled={place === questions.length - 1} onClick={() => setAt(place + 1)}>
                {text.next}
              </Button>
            </div>
          )}
        </>
      }
    />
  )
}

function OneQuestion({ question, onAnswer }: { readonly question: Question; readonly onAnswer: (options: ImportOptions) => void }) {
  const [value, setValue] = useState<string | undefined>(undefined)
  const choices = question.choices.map((choice) => ({ value: choice.value, label: choice.label }))
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // Whoever answers by keyboard goes on with the next question where the last one was.
    box.current?.querySelector<HTMLElement>('input')?.focus({ preventScroll: true })
  }, [])
  return (
    <div ref={box} className="import-question">
      <p id="import-question">{question.message}</p>
      {choices.length > mostRadios && (
        <Select
          aria-labelledby="import-question"
          placeholder={text.choose}
          popupMatchSelectWidth={false}
          showSearch={{ optionFilterProp: 'label' }}
          options={choices}
          onChange={(chosen: string) => setValue(chosen)}
        />
      )}
      {choices.length > 0 && choices.length <= mostRadios && (
        <Radio.Group
          aria-labelledby="import-question"
          vertical
          options={choices}
          value={value}
          onChange={(event) => setValue(String(event.target.value))}
        />
      )}
      {choices.length === 0 ? (
        <p className="muted">{text.elsewhere}</p>
      ) : (
        <Button type="primary" disabled={value === undefined} onClick={() => value !== undefined && onAnswer(answerOf(question, value))}>
          {text.confirm}
        </Button>
      )}
    </div>
  )
}
