import { AppError, type AppErrorCode } from '../../shared/model/errors.ts'
import { errorSentence } from '../../shared/text/errors.ts'

/** Whether a person is refused with such a sentence, and with that code where one is given; for `rejects.toSatisfy`. */
export const refusal =
  (sentence: RegExp, code?: AppErrorCode) =>
  (error: unknown): boolean =>
    error instanceof AppError && error.code === (code ?? error.code) && sentence.test(errorSentence(error.code, error.details))
