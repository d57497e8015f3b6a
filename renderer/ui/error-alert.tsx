import { Alert, Button } from 'antd'
import { commonText } from '../../shared/text/ui-common.ts'
import { errorText } from './error-text.ts'

interface ErrorAlertProps {
  /** Anything that was thrown; null or undefined shows nothing. */
  readonly error: unknown
  readonly onRetry?: () => void
}

/** What went wrong, in a sentence, with a way to try again. */
export function ErrorAlert({ error, onRetry }: ErrorAlertProps) {
  if (error === null || error === undefined) return null
  const action = onRetry && (
    <Button size="small" onClick={onRetry}>
      {commonText.retry}
    </Button>
  )
  return <Alert type="error" showIcon title={errorText(error)} action={action} />
}
