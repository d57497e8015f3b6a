/**
 * What the desktop shell gives its pages as `window.bridge`: the calls of the contract, and native file dialogs.
 * Neither a path nor a handle of the operating system crosses: bytes and plain names only.
 */
import type { EngineEvent } from './contract.ts'
import type { Reply } from './dispatch.ts'

export const fileKinds = ['workbook', 'template', 'package', 'backup', 'document', 'exchange', 'evidence'] as const
/** What a file is wanted for; decides which endings the dialog offers and which folder it opens. */
export type FileKind = (typeof fileKinds)[number]

export interface OpenedFile {
  readonly name: string
  readonly bytes: Uint8Array
}

export type OpenResult =
  | { readonly kind: 'opened'; readonly file: OpenedFile }
  | { readonly kind: 'cancelled' }
  /** `tooLarge` is set when the file is larger than what we read for the purpose. */
  | { readonly kind: 'failed'; readonly name: string; readonly tooLarge?: { readonly bytes: number; readonly limitMb: number } }

export interface SaveResult {
  readonly saved: boolean
  /** The name the person chose; empty when cancelled. */
  readonly name: string
  /** True when the place could not be written (open in another program, no right, full); nothing was changed there. */
  readonly failed?: boolean
}

export interface Bridge {
  readonly kind: 'desktop'
  /** Never rejects for a refused call: refusals are replies. */
  call(method: string, input: unknown): Promise<Reply>
  onEvent(listener: (event: EngineEvent) => void): () => void
  readonly files: {
    open(kind: FileKind): Promise<OpenResult>
    save(name: string, bytes: Uint8Array): Promise<SaveResult>
    /** What the page would print, saved as a PDF where the person says. */
    pdf(name: string): Promise<SaveResult>
    /** Shows the file saved last in the system's file manager; false when there is none. */
    reveal(): Promise<boolean>
  }
  /** The size of everything in the window, in percent; the menu and its keys change it, too. */
  readonly zoom: {
    get(): number
    set(percent: number): void
  }
}
