/**
 * Power loss, rebuilt: after every operation of a real run, what could the disk hold? The model is that of a
 * journalling file system with delayed writes: operations on names keep their order but may be late; writes of data may
 * persist in any subset, and a long one may be torn at a 512-byte sector; fsync makes a file's data durable, fsync of
 * the folder its names.
 */
import type { DiskOperation } from './disk-trace.ts'

export interface DiskState {
  /** Two states of the same name hold the same bytes: small sets of pending writes are drawn more than once. */
  readonly name: string
  /** Content by file name; to be asked for before the next state is drawn. */
  files(): ReadonlyMap<string, Buffer>
  /** The last edit the program had acknowledged when the power went; -1 before the first. */
  readonly acknowledged: number
}
interface Pending {
  /** Counts all writes from the start. */
  readonly number: number
  readonly inode: number
  readonly operation: Extract<DiskOperation, { kind: 'write' | 'truncate' }>
}
interface PendingName {
  readonly file: string
  readonly inode: number | null
}

const sector = 512

/** A file's content after these operations; copied once, however many they are. */
function applied(content: Buffer, operations: readonly Pending['operation'][]): Buffer {
  const ends = operations.map((one) => (one.kind === 'truncate' ? one.size : one.offset + one.bytes.length))
  const bytes = Buffer.alloc(Math.max(content.length, ...ends))
  content.copy(bytes)
  let length = content.length
  for (const operation of operations) {
    if (operation.kind === 'write') {
      operation.bytes.copy(bytes, operation.offset)
      length = Math.max(length, operation.offset + operation.bytes.length)
      continue
    }
    // What is cut off comes back as zeros when the file grows again.
    if (operation.size < length) bytes.fill(0, operation.size, length)
    length = operation.size
  }
  return bytes.subarray(0, length)
}

/** A small linear congruential generator: the states must be the same on every run. */
function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff
    return state / 0x7fff_ffff
  }
}

class Disk {
  readonly live = new Map<string, number>()
  readonly durableNames = new Map<string, number>()
  readonly durableData = new Map<number, Buffer>()
  pendingNames: PendingName[] = []
  pendingData: Pending[] = []
  private nextInode = 1
  private writes = 0
  /** Counts how often something became durable. */
  private syncs = 0

  perform(operation: DiskOperation): void {
    switch (operation.kind) {
      case 'create': {
        if (this.live.has(operation.file)) return
        const inode = this.nextInode++
        this.live.set(operation.file, inode)
        this.durableData.set(inode, Buffer.alloc(0))
        this.pendingNames.push({ file: operation.file, inode })
        return
      }
      case 'unlink':
        this.live.delete(operation.file)
        this.pendingNames.push({ file: operation.file, inode: null })
        return
      case 'rename': {
        const inode = this.live.get(operation.file)
        if (inode === undefined) return
        this.live.delete(operation.file)
        this.live.set(operation.to, inode)
        this.pendingNames.push({ file: operation.to, inode }, { file: operation.file, inode: null })
        return
      }
      case 'write':
      case 'truncate': {
        const inode = this.live.get(operation.file)
        if (inode !== undefined) this.pendingData.push({ number: this.writes++, inode, operation })
        return
      }
      case 'sync': {
        const inode = this.live.get(operation.file)
        const mine = this.pendingData.filter((pending) => pending.inode === inode)
        this.pendingData = this.pendingData.filter((pending) => pending.inode !== inode)
        this.settle(this.durableData, mine)
        this.syncs++
        return
      }
      case 'syncFolder':
        for (const pending of this.pendingNames) this.name(this.durableNames, pending)
        this.pendingNames = []
        this.syncs++
        return
      case 'acknowledge':
        return
    }
  }

  private settle(data: Map<number, Buffer>, writes: readonly Pending[]): void {
    for (const [inode, mine] of Map.groupBy(writes, (pending) => pending.inode))
      data.set(
        inode,
        applied(
          data.get(inode) ?? Buffer.alloc(0),
          mine.map(({ operation }) => operation),
        ),
      )
  }
  private name(names: Map<string, number>, pending: PendingName): void {
    if (pending.inode === null) names.delete(pending.file)
    else names.set(pending.file, pending.inode)
  }

  /** One thing the disk may hold now: the first `nameCount` pending names, and of each pending write what `keep` lets through. */
  snapshot(nameCount: number, keep: (pending: Pending) => Pending['operation'] | undefined): Omit<DiskState, 'acknowledged'> {
    const kept = this.pendingData.flatMap((pending) => {
      const operation = keep(pending)
      return operation === undefined ? [] : [{ ...pending, operation }]
    })
    const writes = kept.map(({ number, operation }) => `${number}:${operation.kind === 'write' ? operation.bytes.length : ''}`)
    return { name: `${this.syncs} ${nameCount} ${writes.join()}`, files: () => this.build(nameCount, kept) }
  }

  private build(nameCount: number, kept: readonly Pending[]): Map<string, Buffer> {
    const names = new Map(this.durableNames)
    for (const pending of this.pendingNames.slice(0, nameCount)) this.name(names, pending)
    const data = new Map(this.durableData)
    this.settle(data, kept)
    return new Map([...names].map(([file, inode]) => [file, data.get(inode) ?? Buffer.alloc(0)]))
  }
}

/** Tears a long write at a sector, sometimes. */
function maybeTorn(operation: Pending['operation'], random: () => number): Pending['operation'] {
  if (operation.kind !== 'write' || operation.bytes.length <= sector || random() >= 0.3) return operation
  const sectors = 1 + Math.floor(random() * (operation.bytes.length / sector - 1))
  return { ...operation, bytes: operation.bytes.subarray(0, sector * sectors) }
}

/**
 * @param perOperation how many states to draw after each operation; the first is "nothing pending persisted", the second
 *   "everything did", the rest are drawn at random
 */
export function* diskStates(operations: readonly DiskOperation[], perOperation: number, seed = 12_345): Generator<DiskState> {
  const random = numbers(seed)
  const disk = new Disk()
  let acknowledged = -1
  for (const operation of operations) {
    disk.perform(operation)
    if (operation.kind === 'acknowledge') acknowledged = operation.edit
    if (acknowledged < 0) continue
    const pending = disk.pendingData.length + disk.pendingNames.length
    for (let draw = 0; draw < (pending === 0 ? 1 : perOperation); draw++) {
      if (draw === 0) yield { ...disk.snapshot(0, () => undefined), acknowledged }
      else if (draw === 1) yield { ...disk.snapshot(disk.pendingNames.length, (one) => one.operation), acknowledged }
      else {
        const nameCount = Math.floor(random() * (disk.pendingNames.length + 1))
        yield { ...disk.snapshot(nameCount, (one) => (random() < 0.5 ? undefined : maybeTorn(one.operation, random))), acknowledged }
      }
    }
  }
}
