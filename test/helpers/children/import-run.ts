/**
 * One import from beginning to end, told step by step: `import-run.ts DIR FILE`. Whoever started it kills it somewhere
 * on the way.
 */
import { readFileSync, writeSync } from 'node:fs'
import { flushCompileCache } from 'node:module'
import { openTestEngine } from '../test-engine.ts'

const [dataDir = '', file = ''] = process.argv.slice(2)
const engine = openTestEngine({ dataDir })
const at = { form: 'F4', period: '2020-05' } as const
const tell = (step: string) => writeSync(1, `${step}\n`)

flushCompileCache()
tell('reading')
const { id } = await engine.call('import.preview', { ...at, fileName: 'table.xlsx', bytes: readFileSync(file), options: {} })
tell('applying')
await engine.call('import.apply', { id })
tell('applied')
await engine.close()
