/** What a target really does, tried out once when it is set up: its answers prove nothing. */
import { setTimeout } from 'node:timers/promises'
import type { ProbeResult } from '../../../shared/sync/probe-result.ts'
import { deliver } from './deliver.ts'
import { type RemoteFiles, TargetError } from './target.ts'

const text = (words: string): Uint8Array => new TextEncoder().encode(words)
const most = 64 * 1024
const cutLooks = 4
const cutPauseMs = 100

/**
 * Writes, renames and reads back small files and takes them away again.
 * @param mark tells this probe's files from every other's: letters and digits
 * @param listing the city also lists; a county never does
 */
export async function probeFiles(
  files: RemoteFiles,
  { mark, listing, at, isPlain }: { readonly mark: string; readonly listing: boolean; readonly at: string; readonly isPlain: boolean },
  signal: AbortSignal,
): Promise<ProbeResult> {
  const name = (what: string): string => `tanbao-probe-${mark}-${what}.txt`
  const made = new Set<string>()
  const write = async (what: string, words: string): Promise<void> => {
    made.add(name(what))
    await files.write(name(what), text(words), signal)
  }
  const holds = async (what: string): Promise<string | undefined> => {
    const found = await files.read(name(what), most, signal)
    return found && new TextDecoder().decode(found)
  }
  const result = (more: Partial<ProbeResult>): ProbeResult => ({
    at,
    trouble: null,
    secondWrite: 'unknown',
    renameOnto: 'unknown',
    cutUpload: 'unknown',
    listing: 'unknown',
    clockAheadMs: files.clockAheadMs() ?? null,
    isPlain,
    ...more,
  })
  try {
    made.add(name('whole'))
    await deliver(files, name('whole'), text('whole'), mark, signal)
    const listed = listing ? await isListed(files, name('whole'), signal) : ('unknown' as const)
    const secondWrite = await behaviour(write('whole', 'second'), async () =>
      (await holds('whole')) === 'whole' ? 'refused' : 'overwrites',
    )
    await files.remove(name('whole'), signal)
    const renameOnto = files.rename === undefined ? 'absent' : await renaming(files, write, holds, name, signal)
    const cutUpload = await cut(files, name('cut'), signal)
    made.add(name('cut'))
    return result({ listing: listed, secondWrite, renameOnto, cutUpload })
  } catch (error) {
    if (signal.aborted) throw signal.reason
    return result({ trouble: error instanceof TargetError ? error.trouble : 'answer' })
  } finally {
    for (const left of made) await files.remove(left, signal).catch(() => undefined)
  }
}

/** What came of something that may be refused or carried out. */
async function behaviour<T>(work: Promise<void>, look: () => Promise<T>): Promise<T> {
  // Refusing is one of the two lawful answers; what lies there tells which it was.
  await work.catch(() => undefined)
  return look()
}

async function renaming(
  files: RemoteFiles,
  write: (what: string, words: string) => Promise<void>,
  holds: (what: string) => Promise<string | undefined>,
  name: (what: string) => string,
  signal: AbortSignal,
): Promise<'refused' | 'overwrites'> {
  await write('first', 'first')
  await write('other', 'other')
  return behaviour(files.rename?.(name('other'), name('first'), signal) ?? Promise.resolve(), async () =>
    (await holds('first')) === 'first' ? 'refused' : 'overwrites',
  )
}

async function isListed(files: RemoteFiles, name: string, signal: AbortSignal): Promise<'fresh' | 'stale'> {
  return (await files.list(signal)).some((entry) => entry.name === name) ? 'fresh' : 'stale'
}

/** An upload that is broken off in the middle: is anything to be seen under its name? */
async function cut(files: RemoteFiles, name: string, signal: AbortSignal): Promise<'nothing' | 'partial' | 'unknown'> {
  if (files.writeCut === undefined) return 'unknown'
  await files.writeCut(name, new Uint8Array(most), signal)
  // The server notices the end of the connection a moment later.
  for (let look = 0; look < cutLooks; look += 1) {
    if ((await files.read(name, most, signal)) !== undefined) return 'partial'
    await setTimeout(cutPauseMs, undefined, { signal })
  }
  return 'nothing'
}
