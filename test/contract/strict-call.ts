import { expect } from 'vitest'
import { type Call, contract, type Method } from '../../shared/contract/index.ts'
import type { Transport } from './transports.ts'

/** Calls, holds the answer against the contract and remembers that the method was used. */
export function strictCall(transport: Transport, used: Set<Method>): Call {
  return (async (method: Method, input: unknown) => {
    const output = await transport.callAny(method, input)
    used.add(method)
    const parsed = contract[method].output.safeParse(output)
    expect(parsed.error?.issues ?? [], `the answer of ${method}`).toEqual([])
    return output
  }) as Call // answers were held against the schema of the very method
}
