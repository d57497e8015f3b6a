import { Alert, Select } from 'antd'
import type { ImportOptions, ImportPreview } from '../../../shared/contract/index.ts'
import { importScreenText } from '../../../shared/text/ui-import.ts'
import { answerOf } from './answer.ts'

interface QuestionsProps {
  readonly preview: ImportPreview
  readonly onAnswer: (options: ImportOptions) => void
}

/** What the program will not guess. */
export function Questions({ preview, onAnswer }: QuestionsProps) {
  const { questions } = preview
  if (questions.length === 0) return null
  return (
    <Alert
      className="import-questions"
      type="warning"
      showIcon
      title={importScreenText.questions.title(questions.length)}
      description={
        <ul>
          {questions.map((question) => (
            <li key={question.id} className="row">
              <label htmlFor={`question-${question.id}`}>{question.message}</label>
              {question.choices.length > 0 && (
                <Select
                  id={`question-${question.id}`}
                  placeholder={importScreenText.questions.choose}
                  popupMatchSelectWidth={false}
                  options={question.choices.map(({ value, label }) => ({ value, label }))}
                  onChange={(value: string) => onAnswer(answerOf(question, value))}
                />
              )}
            </li>
          ))}
        </ul>
      }
    />
  )
}
