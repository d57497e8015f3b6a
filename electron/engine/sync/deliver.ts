/**
 * The one way anything gets to a target: look, write aside, read back, name it, read back. No success code counts; only
 * bytes that were read from the final name do. Names say what is in the file, so doing it twice is harmless.
 */
import { mostFileBytes } from './limits.ts'
import { asTargetError, type RemoteFiles, type Target, TargetError } from './target.ts'

const unfinished = /\.[0-9A-Za-z]{1,40}\.part$/
/** Whether it is what an upload that ended half-way left behind. */
export const isUnfinished = (name: string): boolean => unfinished.test(name)

/** @param mark tells this try from every other one: letters and digits */
export async function deliver(files: RemoteFiles, name: string, bytes: Uint8Array, mark: string, signal: AbortSignal): Promise<void> {
  const holds = async (at: string): Promise<boolean | undefined> => {
    const found = await files.read(at, bytes.length, signal)
    return found && Buffer.compare(found, bytes) === 0
  }
  const before = await holds(name)
  if (before) return
  // Under this name lies what an upload without our care left: it is nobody's.
  if (before === false) await files.remove(name, signal)
  if (files.rename === undefined) {
    await files.write(name, bytes, signal)
  } else {
    const aside = `${name}.${mark}.part`
    await files.write(aside, bytes, signal)
    if (!(await holds(aside))) throw new TargetError('notEqual')
    await files.rename(aside, name, signal)
  }
  if (!(await holds(name))) throw new TargetError('notEqual')
}

/** @param newMark a new mark for every try */
export function provingTarget(files: RemoteFiles, newMark: () => string): Target {
  const guarded = async <T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> => {
    signal.throwIfAborted()
    try {
      return await work()
    } catch (error) {
      throw asTargetError(error, signal)
    }
  }
  return {
    put: (name, bytes, signal) => guarded(signal, () => deliver(files, name, bytes, newMark(), signal)),
    get: (name, signal, mostBytes = mostFileBytes) =>
      guarded(signal, async () => {
        const found = await files.read(name, mostBytes, signal)
        if (found !== undefined && found.length > mostBytes) throw new TargetError('tooLarge')
        return found
      }),
    list: (signal) => guarded(signal, () => files.list(signal)),
    remove: (name, signal) => guarded(signal, () => files.remove(name, signal)),
    close: () => files.close(),
  }
}
