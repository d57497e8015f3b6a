/** The city's side: takes what arrived and puts its receipts beside it. */
import { parsePackageFileName } from '../../../shared/submission/file-name.ts'
import { receiptFileName } from '../../../shared/submission/signed-files.ts'
import type { Trouble } from '../../../shared/sync/outbox-entry.ts'
import { sha256Hex } from '../sha256-hex.ts'
import { isUnfinished } from './deliver.ts'
import type { Target } from './target.ts'
import { TargetError } from './target.ts'

/** A receipt and what it is about. */
export interface SignedAnswer {
  readonly packageFileName: string
  readonly id: string
  readonly bytes: Uint8Array
}
export interface SweepPorts {
  readonly target: () => Promise<Target>
  /** Digest of what was taken under a name; undefined: nothing yet. */
  readonly taken: (name: string) => string | undefined
  readonly setTaken: (name: string, sha256: string) => void
  /**
   * On disk when it ends; answers what the city signed about it. The same file may come any number of times.
   * undefined: it could not be opened, because it is half there or wrapped for somebody else.
   */
  readonly receive: (file: { readonly fileName: string; readonly bytes: Uint8Array }) => Promise<readonly SignedAnswer[] | undefined>
  /** Everything the city has signed about what it took, but for what lies at the target. */
  readonly outgoing: (isThere: (packageFileName: string, id: string) => boolean) => Promise<readonly SignedAnswer[]>
  /** Given once and kept: a receipt is never looked for under two names, nor two under one. */
  readonly receiptNumber: (packageFileName: string, id: string) => number
  /** Whether any receipt of this package was given a number. */
  readonly isAnswered: (packageFileName: string) => boolean
  readonly isPut: (id: string) => boolean
  readonly setPut: (id: string) => void
  /** Told of what the city could not take or sign for; the rest goes on. */
  readonly failed: (error: unknown) => void
  readonly now: () => number
}
export interface SweepResult {
  readonly taken: number
  readonly put: number
  /** Files under a package's name that are not what the name says, or cannot be opened: half there, or damaged. */
  readonly odd: number
  readonly trouble: Trouble | null
}

const staleMs = 7 * 24 * 60 * 60_000

/** The name of the package inside, with or without its wrapping; undefined for every other file. */
const packageNameOf = (name: string): string | undefined => {
  const inner = name.replace(/\.age$/, '')
  return parsePackageFileName(inner) ? inner : undefined
}

/** One round. What fails is told and tried again in the next; rejects only when it was stopped. */
export async function sweep(ports: SweepPorts, signal: AbortSignal): Promise<SweepResult> {
  let taken = 0
  let put = 0
  let odd = 0
  let trouble: Trouble | null = null
  const guarded = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work()
    } catch (error) {
      signal.throwIfAborted()
      if (error instanceof TargetError) trouble = error.trouble
      else ports.failed(error)
    }
  }
  let listed: Set<string> | undefined
  const nameOf = (packageFileName: string, id: string): string => receiptFileName(packageFileName, ports.receiptNumber(packageFileName, id))
  // A place that was moved or wiped has none of what was put once.
  const isThere = (packageFileName: string, id: string): boolean =>
    ports.isPut(id) && (listed === undefined || listed.has(nameOf(packageFileName, id)))
  const publish = async (target: Target, { packageFileName, id, bytes }: SignedAnswer): Promise<void> => {
    if (isThere(packageFileName, id)) return
    const name = nameOf(packageFileName, id)
    await target.put(name, bytes, signal)
    ports.setPut(id)
    listed?.add(name)
    put += 1
  }
  await guarded(async () => {
    const target = await ports.target()
    const entries = await target.list(signal)
    listed = new Set(entries.map(({ name }) => name))
    const isLost = (inner: string): boolean => ports.isAnswered(inner) && listed?.has(receiptFileName(inner, 1)) === false
    for (const { name, modifiedAt } of entries) {
      await guarded(async () => {
        if (isUnfinished(name)) {
          // Nobody comes back for an upload that ended half-way a week ago.
          if (modifiedAt !== undefined && ports.now() - modifiedAt > staleMs) await target.remove(name, signal)
          return
        }
        const inner = packageNameOf(name)
        // What was taken and answered, and has no answer here, is answered once more.
        if (inner === undefined || (ports.taken(name) !== undefined && !isLost(inner))) return
        const bytes = await target.get(name, signal)
        if (bytes === undefined) return
        const sha256 = sha256Hex(bytes)
        // The name says what must be in it. What is wrapped proves itself when it is opened.
        if (name === inner && parsePackageFileName(inner)?.sha16 !== sha256.slice(0, 16)) {
          odd += 1
          return
        }
        const answers = await ports.receive({ fileName: name, bytes })
        if (answers === undefined) {
          odd += 1
          return
        }
        if (ports.taken(name) === undefined) taken += 1
        for (const answer of answers) await publish(target, answer)
        ports.setTaken(name, sha256)
      })
    }
  })
  await guarded(async () => {
    for (const answer of await ports.outgoing(isThere)) await guarded(async () => publish(await ports.target(), answer))
  })
  return { taken, put, odd, trouble }
}
