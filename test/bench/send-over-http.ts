import { decode, encode } from '../../shared/contract/codec.ts'
import type { Reply, Send } from '../../shared/contract/index.ts'

/** The way to the engine through the loopback host, as a page of a browser has it. */
export const sendOverHttp =
  (origin: string, token: string): Send =>
  async (method, input) => {
    const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` }
    const response = await fetch(`${origin}/call`, { method: 'POST', headers, body: encode({ method, input }) })
    return decode(await response.text()) as Reply // the host answers with replies only
  }
