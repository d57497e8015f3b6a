import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { startParserChild } from '../../../electron/adapters/parser-fork.ts'
import { createParser } from '../../../electron/engine/excel/parser-client.ts'
import type { FromParser } from '../../../electron/engine/excel/parser-protocol.ts'
import { boilers, tableOf, withColumns } from '../../helpers/boilers.ts'
import { county, openTestEngine } from '../../helpers/test-engine.ts'
import { buildWorkbook } from '../../helpers/workbook.ts'

const folder = mkdtempSync(join(tmpdir(), 'tanbao-import-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const at = { form: 'F4', period: '2020-05' } as const
const count = 1500
const many = Array.from({ length: count }, (_, index) => ({
  ...boilers[index % boilers.length],
  boilerId: `450222${String(index + 1).padStart(4, '0')}`,
}))
const workbook = (rows: readonly Readonly<Record<string, string>>[]) =>
  buildWorkbook({ sheets: [{ name: '台账', rows: tableOf(withColumns({}), rows) }] })
const file = join(folder, 'table.xlsx')
writeFileSync(file, workbook(many))

/** Opens the folder as the next start of the program does. */
const rowsIn = async (dataDir: string): Promise<number> => {
  const engine = openTestEngine({ dataDir })
  try {
    return (await engine.call('report.open', at)).rows.length
  } finally {
    await engine.close()
  }
}
const importOf = async (engine: ReturnType<typeof openTestEngine>, rows: typeof boilers) => {
  const { id } = await engine.call('import.preview', { ...at, fileName: 'table.xlsx', bytes: workbook(rows), options: {} })
  return engine.call('import.apply', { id })
}
const prepared = async (dataDir: string): Promise<void> => {
  const engine = openTestEngine({ dataDir })
  await engine.call('profile.create', { role: county.role, packId: county.packId, unit: county.unit })
  await importOf(engine, boilers)
  await engine.close()
}

const child = join(import.meta.dirname, '..', '..', 'helpers', 'children', 'import-run.ts')
/** Runs an import and kills the whole engine some milliseconds behind a step; tells the steps it got to. */
const killedAfter = (dataDir: string, temporary: string, step: string, milliseconds: number): Promise<string> =>
  new Promise((resolve, reject) => {
    const running = spawn(process.execPath, [child, dataDir, file], {
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, TMPDIR: temporary, TMP: temporary, TEMP: temporary, SQLITE_TMPDIR: temporary },
    })
    let told = ''
    running.stdout.setEncoding('utf8').on('data', (text: string) => {
      const before = told
      told += text
      if (!before.includes(step) && told.includes(step)) setTimeout(() => running.kill('SIGKILL'), milliseconds)
    })
    running.on('error', reject)
    running.on('close', () => resolve(told))
  })

test('an engine killed in the middle of an import leaves all of it or nothing, and no file', async () => {
  const dataDir = join(folder, 'data')
  const temporary = join(folder, 'temporary')
  mkdirSync(temporary)
  await prepared(dataDir)
  const before = await rowsIn(dataDir)
  expect(before).toBe(boilers.length)
  let wasAppliedOnce = false
  const faults: string[] = []
  const moments = [
    ...[5, 300, 700].map((milliseconds) => ['reading', milliseconds] as const),
    ...[0, 10, 30, 60, 120, 250].map((milliseconds) => ['applying', milliseconds] as const),
  ]
  for (const [step, milliseconds] of moments) {
    const told = await killedAfter(dataDir, temporary, step, milliseconds)
    const rows = await rowsIn(dataDir)
    if (rows === count) wasAppliedOnce = true
    const mayBe = wasAppliedOnce ? [count] : [before, count]
    if (!mayBe.includes(rows)) faults.push(`${rows} rows after a kill ${milliseconds} ms behind ${step}`)
    if (told.includes('applied') && rows !== count)
      faults.push(`an import that was acknowledged is gone, ${milliseconds} ms behind ${step}`)
    const left = readdirSync(temporary)
    if (left.length > 0) faults.push(`${left.join()} left behind`)
  }
  expect(faults).toEqual([])
  const engine = openTestEngine({ dataDir })
  await importOf(engine, boilers.slice(0, 2))
  expect((await engine.call('report.open', at)).rows).toHaveLength(2)
  await engine.close()
})

test('a parser killed in the middle is a coded refusal; the store is as before and the next file is read', async () => {
  /** Kills the process when the message of this number arrives; 0 at its start. */
  let killAt = Number.POSITIVE_INFINITY
  const parser = createParser(() => {
    const started = startParserChild()
    let heard = 0
    if (killAt === 0) started.kill()
    return {
      ...started,
      onMessage: (listener: (message: FromParser) => void) =>
        started.onMessage((message) => {
          if (++heard === killAt) started.kill()
          else if (heard < killAt) listener(message)
        }),
    }
  })
  const engine = openTestEngine({ dataDir: join(folder, 'other'), parser })
  await engine.call('profile.create', { role: county.role, packId: county.packId, unit: county.unit })
  await importOf(engine, boilers)
  const before = await engine.call('report.open', at)
  for (killAt of [0, 1, 2, 3, 4]) {
    await expect(importOf(engine, many)).rejects.toMatchObject({ code: 'WORKBOOK_HOSTILE' })
    expect(await engine.call('report.open', at)).toEqual(before)
  }
  killAt = Number.POSITIVE_INFINITY
  await importOf(engine, many)
  expect((await engine.call('report.open', at)).rows).toHaveLength(count)
  await engine.close()
})
