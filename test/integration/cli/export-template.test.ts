/** `tanbao export --template`: a bureau's blank form from the command line, and what is remembered of it. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { tanbaoJson } from '../../helpers/command-line.ts'
import { officeTemplate } from '../../helpers/office-template.ts'
import { parseHere } from '../../helpers/parse-here.ts'
import { county, openTestEngine } from '../../helpers/test-engine.ts'

const folder = mkdtempSync(join(tmpdir(), 'export-template-'))
const data = join(folder, 'data')
const sample = join(import.meta.dirname, '..', '..', '..', 'resources', 'samples', 'F4.xlsx')
const at = ['--data', data, '--period', '2020-05', '--form', 'F4'] as const
const template = join(folder, '省厅表.xlsx')
const out = join(folder, '报出.xlsx')
const mapping = join(folder, '对应.json')
const fill = (...more: readonly string[]) => tanbaoJson('export', ...at, '--template', template, '-o', out, ...more)
/** Third column of the rows filled in. */
const filledIn = async () => {
  const rows = (await parseHere(readFileSync(out))).sheets[0]?.rows ?? []
  return rows.filter(({ cells }) => /^450222/.test(String(cells[1]?.value))).map(({ cells }) => cells[2]?.value)
}

beforeAll(async () => {
  writeFileSync(
    template,
    officeTemplate({
      title: '锅炉情况（　　年　　月）',
      sheet: '锅炉',
      columns: [{ labels: ['使用单位'] }, { labels: ['台账编号'] }, { labels: ['年度用煤数量'], format: 'number', total: 'sum' }],
    }),
  )
  const engine = openTestEngine({ dataDir: data })
  await engine.call('profile.create', county)
  const bytes = readFileSync(sample)
  const { id } = await engine.call('import.preview', { form: 'F4', period: '2020-05', fileName: 'F4.xlsx', bytes })
  await engine.call('import.apply', { id })
  await engine.close()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('what is in doubt is told and nothing is written; decided by a file, it is filled in; each start remembers it', async () => {
  const asked = await fill()
  expect(asked).toMatchObject({ exit: 2, json: { written: false, preview: { questions: [{ kind: 'column', target: 'C' }] } } })
  expect(existsSync(out)).toBe(false)

  writeFileSync(mapping, '{"colums":{}}')
  expect(await fill('--mapping', mapping)).toMatchObject({ exit: 2, json: { code: 'MAPPING_INVALID' } })
  expect(existsSync(out)).toBe(false)

  writeFileSync(mapping, JSON.stringify({ columns: { C: 'annualCoal' } }))
  expect(await fill('--mapping', mapping)).toMatchObject({ exit: 0, json: { written: true, preview: { counts: { rows: 12 } } } })
  const coal = await filledIn()
  expect([coal.length, coal.every((value) => typeof value === 'number')]).toEqual([12, true])

  // Another process, without the file: what was decided is known.
  rmSync(out)
  expect(await fill()).toMatchObject({
    exit: 0,
    json: { written: true, preview: { columns: [{}, {}, { letter: 'C', field: 'annualCoal', by: 'saved' }] } },
  })
  expect(await filledIn()).toEqual(coal)
  // The window reads the same memory, and may decide otherwise.
  const engine = openTestEngine({ dataDir: data })
  try {
    const call = { form: 'F4', period: '2020-05', fileName: '六月表样.xlsx', bytes: readFileSync(template), options: {} }
    const { questions, columns } = await engine.call('export.template', call)
    expect([questions, columns[2]]).toMatchObject([[], { field: 'annualCoal', by: 'saved' }])
    const changed = await engine.call('export.template', { ...call, options: { columns: { C: 'capacityTph' } } })
    expect(changed.columns[2]).toMatchObject({ field: 'capacityTph', by: 'chosen' })
  } finally {
    await engine.close()
  }
})
