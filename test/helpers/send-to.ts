/** Calls a host as its pages do. */
import { decode, encode } from '../../shared/contract/codec.ts'
import type { Reply } from '../../shared/contract/index.ts'

export async function sendTo(host: { readonly origin: string; readonly token: string }, method: string, input: unknown): Promise<Reply> {
  const response = await fetch(`${host.origin}/call`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${host.token}` },
    body: encode({ method, input }),
  })
  return decode(await response.text()) as Reply // the host answers every call with a reply
}
