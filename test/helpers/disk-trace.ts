/** Reads an strace of a real run: what the program did to the files of one folder, and when it acknowledged what. */

export type DiskOperation =
  | { readonly kind: 'create'; readonly file: string }
  | { readonly kind: 'unlink'; readonly file: string }
  | { readonly kind: 'rename'; readonly file: string; readonly to: string }
  | { readonly kind: 'write'; readonly file: string; readonly offset: number; readonly bytes: Buffer }
  | { readonly kind: 'truncate'; readonly file: string; readonly size: number }
  | { readonly kind: 'sync'; readonly file: string }
  | { readonly kind: 'syncFolder' }
  | { readonly kind: 'acknowledge'; readonly edit: number }

/** The strace options that print what `readTrace` needs. */
export const straceOptions = [
  '-f',
  '-xx',
  '-s',
  '1048576',
  '-e',
  'trace=openat,close,pwrite64,write,fsync,fdatasync,ftruncate,unlink,rename',
] as const

const bytesOf = (hex: string): Buffer => Buffer.from(hex.replaceAll('\\x', ''), 'hex')
const textOf = (hex: string): string => bytesOf(hex).toString()
const group = (match: RegExpExecArray, index: number): string => match[index] ?? ''

/** Joins a call that strace printed in two halves because another thread ran in between. */
function* wholeCalls(trace: string): Generator<string> {
  const unfinished = new Map<string, string>()
  for (const line of trace.split('\n')) {
    const match = /^(\d+)\s+(.*)$/.exec(line)
    if (!match) continue
    const thread = group(match, 1)
    const call = group(match, 2)
    if (call.endsWith('<unfinished ...>')) {
      unfinished.set(thread, call.slice(0, -'<unfinished ...>'.length).trimEnd())
      continue
    }
    const resumed = /^<\.\.\. \w+ resumed>(.*)$/.exec(call)
    yield resumed ? (unfinished.get(thread) ?? '') + group(resumed, 1) : call
  }
}

/** What one call tells, given the files that are open; it keeps `open` up to date. */
type Reader = (match: RegExpExecArray, open: Map<string, string>, folder: string) => DiskOperation | undefined

const inside = (file: string, folder: string) => file.startsWith(`${folder}/`)

const readers: readonly (readonly [RegExp, Reader])[] = [
  [
    /^openat\(AT_FDCWD[^,]*, "([^"]*)", ([^,)]*).*\)\s+= (\d+)/,
    (match, open, folder) => {
      const file = textOf(group(match, 1))
      const descriptor = group(match, 3)
      open.delete(descriptor)
      if (file === folder) open.set(descriptor, '')
      if (!inside(file, folder)) return undefined
      open.set(descriptor, file)
      return group(match, 2).includes('O_CREAT') ? { kind: 'create', file } : undefined
    },
  ],
  [
    /^close\((\d+)\)/,
    (match, open) => {
      open.delete(group(match, 1))
      return undefined
    },
  ],
  [
    /^pwrite64\((\d+), "([^"]*)", \d+, (\d+)\)\s+= \d+/,
    (match, open) => {
      const file = open.get(group(match, 1))
      return file ? { kind: 'write', file, offset: Number(group(match, 3)), bytes: bytesOf(group(match, 2)) } : undefined
    },
  ],
  [
    /^write\(1, "([^"]*)"/,
    (match) => {
      const acknowledged = /^ACK (\d+)\n/.exec(textOf(group(match, 1)))
      return acknowledged ? { kind: 'acknowledge', edit: Number(group(acknowledged, 1)) } : undefined
    },
  ],
  [
    /^(?:fsync|fdatasync)\((\d+)\)\s+= 0/,
    (match, open) => {
      const file = open.get(group(match, 1))
      if (file === undefined) return undefined
      return file === '' ? { kind: 'syncFolder' } : { kind: 'sync', file }
    },
  ],
  [
    /^ftruncate\((\d+), (\d+)\)\s+= 0/,
    (match, open) => {
      const file = open.get(group(match, 1))
      return file ? { kind: 'truncate', file, size: Number(group(match, 2)) } : undefined
    },
  ],
  [
    /^unlink\("([^"]*)"\)\s+= 0/,
    (match, _open, folder) => {
      const file = textOf(group(match, 1))
      return inside(file, folder) ? { kind: 'unlink', file } : undefined
    },
  ],
  [
    /^rename\("([^"]*)", "([^"]*)"\)\s+= 0/,
    (match, _open, folder) => {
      const file = textOf(group(match, 1))
      const to = textOf(group(match, 2))
      return inside(file, folder) && inside(to, folder) ? { kind: 'rename', file, to } : undefined
    },
  ],
]

/** @param folder the folder whose files are watched, as the program named it */
export function readTrace(trace: string, folder: string): DiskOperation[] {
  const operations: DiskOperation[] = []
  const open = new Map<string, string>()
  for (const call of wholeCalls(trace)) {
    for (const [pattern, read] of readers) {
      const match = pattern.exec(call)
      if (!match) continue
      const operation = read(match, open, folder)
      if (operation) operations.push(operation)
      break
    }
  }
  return operations
}
