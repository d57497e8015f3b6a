import { AppError } from '../../../shared/model/errors.ts'
import { codeOf } from '../error-code.ts'

/** A server that is away is said in words; whatever it refuses otherwise is a fault of ours. */
export const unreachable = (error: unknown): unknown => {
  if (error instanceof AppError) return error
  const code = codeOf(error)
  // 08… = connection, 57P… = shutting down, 28… = login, 3D000 = no such database, 53… = no room or no connection left
  const isAway = /^(?:08|57P|28|3D000|53)/.test(code) || /^E[A-Z]+$/.test(code) || /timeout|terminated|not queryable/i.test(String(error))
  return isAway ? new AppError('CITY_DATABASE_AWAY', { reason: code }, { cause: error }) : error
}
