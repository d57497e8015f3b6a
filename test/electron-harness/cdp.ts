/** A minimal client of the Chrome DevTools Protocol over Node's own WebSocket. */
interface Waiting {
  readonly method: string
  resolve(result: unknown): void
  reject(error: Error): void
}
interface Answer {
  readonly id: number
  readonly result?: unknown
  readonly error?: { readonly message: string }
}
interface ProtocolEvent {
  readonly id?: undefined
  readonly method: string
  readonly params: unknown
  readonly sessionId?: string
}

export class Cdp {
  #lastId = 0
  readonly #waiting = new Map<number, Waiting>()
  readonly #listeners = new Set<(event: ProtocolEvent) => void>()
  readonly #socket: WebSocket
  /** Chromium went away by itself; unset while it is asked to go. */
  onGone: (() => void) | undefined

  private constructor(socket: WebSocket) {
    this.#socket = socket
    socket.onmessage = ({ data }) => this.#receive(JSON.parse(String(data)) as Answer | ProtocolEvent) // Chromium speaks its protocol
    socket.onclose = () => {
      this.onGone?.()
      for (const { method, reject } of this.#waiting.values()) reject(new Error(`${method}: Chromium is gone`))
      this.#waiting.clear()
    }
  }

  static async connect(url: string): Promise<Cdp> {
    const socket = new WebSocket(url)
    await new Promise<void>((resolve, reject) => {
      socket.onopen = () => resolve()
      socket.onerror = () => reject(new Error(`cannot reach ${url}`))
    })
    return new Cdp(socket)
  }

  #receive(message: Answer | ProtocolEvent): void {
    if (message.id === undefined) {
      for (const listener of this.#listeners) listener(message)
      return
    }
    const waiting = this.#waiting.get(message.id)
    this.#waiting.delete(message.id)
    if (message.error) waiting?.reject(new Error(`${waiting.method}: ${message.error.message}`))
    else waiting?.resolve(message.result)
  }

  /** `Result` is what the protocol's documentation says this method answers. */
  send<Result = unknown>(method: string, params: Readonly<Record<string, unknown>> = {}, sessionId?: string): Promise<Result> {
    const id = ++this.#lastId
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { method, resolve: resolve as (result: unknown) => void, reject }) // the caller names the result
      this.#socket.send(JSON.stringify({ id, method, params, sessionId }))
    })
  }

  /** `Event` names the events that the listener understands; it must pass over all others. */
  on<Event extends { readonly method: string }>(sessionId: string | undefined, listener: (event: Event) => void): void {
    this.#listeners.add((event) => {
      if (event.sessionId === sessionId) listener(event as unknown as Event) // shapes as the protocol documents them
    })
  }
}
