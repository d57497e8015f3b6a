import { AppError } from '../model/errors.ts'
import type { Call, EngineEvent } from './contract.ts'
import type { Reply } from './dispatch.ts'

/** What a transport offers; everything else is built on it. */
export type Send = (method: string, input: unknown) => Promise<Reply>
export type Subscribe = (listener: (event: EngineEvent) => void) => () => void

/** One typed client for every transport. A refused call throws the `AppError` the engine meant. */
export function createCall(send: Send): Call {
  return (async (method: string, input: unknown) => {
    const reply = await send(method, input)
    if (reply.ok) return reply.value
    throw new AppError(reply.error.code, reply.error.details)
  }) as Call // the engine answers each method by its contract; outputs are parsed in the contract tests
}
