/**
 * The negative control of the limits: the same readers with every limit but the size of a sheet taken away, and nobody
 * who watches. Only the tests start this; whoever does kills it.
 */
import { workbookLimits } from '../../../electron/engine/excel/limits.ts'
import { parseHere } from '../parse-here.ts'

const kept: ReadonlySet<string> = new Set(['rows', 'columns', 'tallMerge'])
const limits = workbookLimits as Record<string, number> // this process alone may change them
for (const name of Object.keys(limits)) if (!kept.has(name)) limits[name] = Number.POSITIVE_INFINITY

process.on('message', ({ fileName, bytes }: { fileName: string; bytes: Uint8Array }) => {
  parseHere(bytes, fileName).then(
    () => process.send?.('read'),
    (error: unknown) => process.send?.(String(error)),
  )
})
