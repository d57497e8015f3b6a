import type { Call, EngineEvent } from '../../shared/contract/index.ts'

/** A file the person chose. */
export interface OpenedFile {
  readonly name: string
  readonly bytes: Uint8Array
}

/** What the page needs from whatever it runs in. */
export interface Platform {
  readonly kind: 'desktop' | 'browser'
  readonly call: Call
  /** Returns the way to stop listening. */
  onEvent(listener: (event: EngineEvent) => void): () => void
  /** Null when the person changed their mind. `accept` holds endings with their dot, e.g. `.xlsx`; none = any file. */
  openFile(accept: readonly string[]): Promise<OpenedFile | null>
  /** False when the person changed their mind. */
  saveFile(fileName: string, bytes: Uint8Array): Promise<boolean>
  /** What the page would print, as a PDF; false when the person changed their mind. Absent where only the browser itself can. */
  readonly savePdf?: (fileName: string) => Promise<boolean>
  /** Null where the size of the page is the browser's own business. */
  readonly zoom: Zoom | null
  /** Only at a city's hub: who is signed in at this window. */
  readonly account?: SignedIn
}

export interface SignedIn {
  readonly name: string
  readonly role: 'reader' | 'clerk' | 'leader' | 'admin'
  signOut(): Promise<void>
}

/** The size of everything in the window, in percent. */
export interface Zoom {
  set(percent: number): void
  /** Told when a key or the menu changed the size. */
  onChange(listener: (percent: number) => void): void
}

/** The host does not answer: closed, or still starting. Nothing is known about the last call. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost'
  constructor(options?: ErrorOptions) {
    super('connection lost', options)
  }
}
