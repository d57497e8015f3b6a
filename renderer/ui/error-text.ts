import { AppError } from '../../shared/model/errors.ts'
import { errorSentence } from '../../shared/text/errors.ts'
import { commonText } from '../../shared/text/ui-common.ts'
import { ConnectionLost } from '../platform/platform.ts'

/** The sentence a person reads for anything that was thrown. */
export function errorText(error: unknown): string {
  if (error instanceof AppError) {
    // Where in a message something was wrong is nothing that anybody at a screen could look up.
    const { path: _, ...details } = error.details
    return errorSentence(error.code, error.code === 'INPUT_INVALID' ? details : error.details)
  }
  return error instanceof ConnectionLost ? commonText.connectionLost : commonText.unexpected
}
