import { connect } from 'node:net'

export interface RawReply {
  readonly status: number
  readonly headers: ReadonlyMap<string, string>
  readonly body: string
}

/** Sends exactly these bytes to a local port, as no well-behaved client would, and reads one answer to its end. */
export function rawRequest(port: number, text: string | Uint8Array, address = '127.0.0.1'): Promise<RawReply> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = []
    const socket = connect(port, address, () => socket.write(text))
    socket.setTimeout(10_000, () => socket.destroy(new Error('no answer')))
    socket.on('data', (part) => parts.push(part))
    socket.on('error', (error) => (parts.length > 0 ? resolve(parse(parts)) : reject(error)))
    socket.on('close', () => resolve(parse(parts)))
  })
}

function parse(parts: readonly Buffer[]): RawReply {
  const text = Buffer.concat(parts).toString('utf8')
  const split = text.indexOf('\r\n\r\n')
  const [start = '', ...lines] = text.slice(0, split).split('\r\n')
  const headers = new Map(lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]))
  return { status: Number(start.split(' ')[1] ?? 0), headers, body: text.slice(split + 4) }
}
