/** What passes between a door and the engine's thread. */
import type { MessagePort } from 'node:worker_threads'
import type { EngineEvent, Reply } from '../../shared/contract/index.ts'
import type { WireError } from '../../shared/model/errors.ts'

/** A reply as the bytes of the transport's JSON, or as it is. */
export type EncodedReply = Uint8Array<ArrayBuffer> | Reply
/** For doors that pass a reply on as text. A whole ledger is written where it lies, which takes half of what copying it takes first. */
export type SendEncoded = (method: string, input: unknown) => Promise<EncodedReply>

export interface WorkerOptions {
  readonly dataDir: string
  readonly packsDir: string
  readonly create: boolean
  /** Address of the PostgreSQL database that holds the city's packages; absent: the data folder's own. */
  readonly cityDatabase: string | undefined
  /** Present when parser processes are started by the other thread. */
  readonly parserRelay: MessagePort | undefined
  /** Present where the system has a secret store. */
  readonly secretRelay: MessagePort | undefined
  /** Names of jobs to stop: looked at in the middle of work that lets no other message in. */
  readonly stops: MessagePort
  /** How people ask for things at this door. */
  readonly asked: 'button' | 'command'
}
export type ToWorker =
  | {
      readonly kind: 'call'
      readonly id: number
      readonly method: string
      readonly input: unknown
      readonly caller?: string
      /** Answer in bytes. */
      readonly encoded: boolean
    }
  | { readonly kind: 'close' }
export type FromWorker =
  | { readonly kind: 'ready' }
  | { readonly kind: 'refused'; readonly error: WireError }
  | { readonly kind: 'reply'; readonly id: number; readonly reply: EncodedReply }
  | { readonly kind: 'event'; readonly event: EngineEvent }
