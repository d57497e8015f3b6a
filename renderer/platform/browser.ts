/**
 * The page in an ordinary browser, served by the loopback host. The token comes in the fragment of the address, is
 * taken out of the address bar before anything else happens and lives in this module's memory only: never in
 * storage, a cookie or an address that is sent anywhere.
 */
import { createCall } from '../../shared/contract/client.ts'
import { decode, encode } from '../../shared/contract/codec.ts'
import type { EngineEvent, Reply } from '../../shared/contract/index.ts'
import { pickFile, saveBlob } from './browser-files.ts'
import { ConnectionLost, type Platform } from './platform.ts'

const retryMs = 2_000
const tokenPattern = /^#token=([A-Za-z0-9_-]{20,200})$/

/** Takes the token out of the address; null when the page was not opened through the host's own address. */
export function takeToken(location: Location, history: History): string | null {
  const token = tokenPattern.exec(location.hash)?.[1] ?? null
  if (token !== null) history.replaceState(null, '', location.pathname)
  return token
}

/** What proves to the host who asks; a hub is told by its own cookie. */
type Proof = Readonly<Record<string, string>>

async function sendOver(proof: Proof, method: string, input: unknown): Promise<Reply> {
  let response: Response
  try {
    response = await fetch('/call', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...proof },
      body: encode({ method, input }),
    })
  } catch (cause) {
    throw new ConnectionLost({ cause })
  }
  const text = await response.text()
  if (text === '') throw new ConnectionLost()
  return decode(text) as Reply // the host answers every call with a reply, and encodes it with the same codec
}

/** Lines of text as they arrive; empty lines are the host's heartbeat. */
async function readLines(body: ReadableStream<Uint8Array>, onLine: (line: string) => void): Promise<void> {
  const decoder = new TextDecoder()
  const reader = body.getReader()
  let rest = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    const lines = (rest + decoder.decode(value, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) if (line !== '') onLine(line)
  }
}

function streamEvents(proof: Proof, listener: (event: EngineEvent) => void): () => void {
  const controller = new AbortController()
  const listen = async (): Promise<void> => {
    while (!controller.signal.aborted) {
      try {
        const response = await fetch('/events', { headers: proof, signal: controller.signal })
        if (response.ok && response.body) await readLines(response.body, (line) => listener(decode(line) as EngineEvent)) // written by the host from the same union
      } catch {
        // The host may be restarting or gone; calls report it, the stream only tries again.
      }
      await new Promise((resolve) => setTimeout(resolve, retryMs))
    }
  }
  void listen()
  return () => controller.abort()
}

/** One stream for all who listen: a browser keeps few connections to a host, and calls need them. */
function shared(open: Platform['onEvent']): Platform['onEvent'] {
  const listeners = new Set<(event: EngineEvent) => void>()
  let close: (() => void) | undefined
  return (listener) => {
    // A wrapper of its own for each caller: the same function may listen twice.
    const own = (event: EngineEvent) => listener(event)
    listeners.add(own)
    close ??= open((event) => {
      for (const each of [...listeners]) each(event)
    })
    return () => {
      listeners.delete(own)
      if (listeners.size > 0) return
      close?.()
      close = undefined
    }
  }
}

/**
 * A platform over HTTP.
 * @param onReply sees every reply before whoever asked
 */
export const platformOverHttp = (proof: Proof, onReply: (reply: Reply) => void = () => {}): Platform => ({
  kind: 'browser',
  call: createCall(async (method, input) => {
    const reply = await sendOver(proof, method, input)
    onReply(reply)
    return reply
  }),
  onEvent: shared((listener) => streamEvents(proof, listener)),
  openFile: pickFile,
  saveFile: saveBlob,
  zoom: null,
})

export const browserPlatform = (token: string): Platform => platformOverHttp({ Authorization: `Bearer ${token}` })
