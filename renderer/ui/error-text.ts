import { AppError } from '../../shared/model/errors.ts'
import { errorSentence } from '../../shared/text/errors.ts'
import { commonText } from '../../shared/text/ui-common.ts'
import { ConnectionLost } from '../platform/platform.ts'

/** The sentence a person reads for anything that was thrown. */
export function errorText(error: unknown): string {
  if (error instanceof AppError) return errorSentence(error.code, error.details)
  return error instanceof ConnectionLost ? commonText.connectionLost : commonText.unexpected
}
