/** The same faults on a folder: half-written files are really there, and so is what was done in spite of an error. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type RemoteEntry, type RemoteFiles, TargetError } from '../../../electron/engine/sync/target.ts'
import { type FaultyRun, nextFault } from './faults.ts'

export function faultyFiles(files: RemoteFiles, folder: string, run: FaultyRun): RemoteFiles {
  const broken = (): never => {
    throw new TargetError('unreachable')
  }
  /** @param half leaves behind what a write that ended half-way leaves */
  const spoil = async <T>(work: () => Promise<T>, lied: T, half: () => void): Promise<T> => {
    const fault = await nextFault(run)
    switch (fault) {
      case undefined:
      case 'stale':
        return work()
      case 'refuse':
      case 'busy':
        throw new TargetError(fault === 'busy' ? 'busy' : 'unreachable', { askedMs: 86_400_000 })
      case 'lie':
        return lied
      case 'truncate':
        half()
        return lied
      case 'cutUp':
      case 'serverKill':
        half()
        return broken()
      case 'full':
        half()
        throw new TargetError('full')
      case 'cutDown':
      case 'loseAnswer':
        await work()
        return broken()
      case 'duplicate':
        await work()
        return work()
      case 'late':
        run.held.push(() =>
          work().then(
            () => undefined,
            () => undefined,
          ),
        )
        return broken()
      case 'kill':
        run.kill()
        await work()
        return broken()
    }
  }
  const nothing = (): void => {}
  return {
    ...files,
    read: (name, most, signal) => spoil(() => files.read(name, most, signal), undefined, nothing),
    write: (name, bytes, signal) =>
      spoil(
        () => files.write(name, bytes, signal),
        undefined,
        () => writeFileSync(join(folder, name), bytes.subarray(0, Math.floor(run.roll() * bytes.length))),
      ),
    rename: (from, to, signal) => spoil(async () => files.rename?.(from, to, signal), undefined, nothing),
    remove: (name, signal) => spoil(() => files.remove(name, signal), undefined, nothing),
    async list(signal) {
      const listed = await spoil<RemoteEntry[]>(() => files.list(signal), [], nothing)
      run.lastListing ??= listed
      return listed
    },
  }
}
