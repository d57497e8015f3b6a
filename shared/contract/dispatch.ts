import { AppError, type WireError } from '../model/errors.ts'
import { wellFormed } from '../model/well-formed.ts'
import { contract, type Handlers, type Method } from './contract.ts'

export type Reply = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: WireError }

/** Turns an untrusted (method, input) into a reply. Never throws and never lets a stack or a path out. */
export async function dispatch(handlers: Handlers, method: string, input: unknown, report: (error: unknown) => void): Promise<Reply> {
  try {
    if (!Object.hasOwn(contract, method)) throw new AppError('UNKNOWN_METHOD', { method: method.slice(0, 80) })
    const parsed = contract[method as Method].input.safeParse(input) // checked by hasOwn
    if (!parsed.success) throw new AppError('INPUT_INVALID', { path: parsed.error.issues[0]?.path.join('.') ?? '' })
    const handler = handlers[method as Method] as (input: unknown) => unknown // input was parsed for this very method
    return { ok: true, value: await handler(wellFormed(parsed.data)) }
  } catch (error) {
    if (error instanceof AppError) return { ok: false, error: { code: error.code, details: error.details } }
    report(error)
    return { ok: false, error: { code: 'INTERNAL', details: {} } }
  }
}
