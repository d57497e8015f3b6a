import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { loadPack } from '../../../../electron/engine/packs/load-pack.ts'
import { blankWorkbook, packFromWorkbook, packToWorkbook } from '../../../../electron/engine/packs/workbook/pack-workbook.ts'
import { tables } from '../../../../electron/engine/packs/workbook/tables.ts'
import type { ParsedCell, ParsedWorkbook } from '../../../../electron/engine/ports.ts'
import { FormTemplate } from '../../../../shared/forms/form-schema.ts'
import { AppError } from '../../../../shared/model/errors.ts'
import { parseHere } from '../../../helpers/parse-here.ts'

let bytes: Uint8Array
let good: ParsedWorkbook
beforeAll(async () => {
  bytes = (await blankWorkbook()).bytes
  good = await parseHere(bytes)
})

const cell: fc.Arbitrary<ParsedCell | undefined> = fc.oneof(
  fc.constant(undefined),
  fc.record({
    value: fc.oneof(
      fc.string(),
      fc.constantFrom('__proto__', 'constructor=1', 'a=1；a=2', '（无）', '（空）', '"', '[', 'F1：', '1e309', '=1'),
    ),
    kind: fc.constant('text' as const),
  }),
  fc.record({ value: fc.double({ noNaN: true }), kind: fc.constant('number' as const) }),
  fc.record({ value: fc.boolean(), kind: fc.constant('boolean' as const) }),
  fc.constantFrom<ParsedCell>(
    { value: '#REF!', kind: 'error' },
    { value: null, kind: 'formulaWithoutValue' },
    { value: '2024-05-01', kind: 'date', format: 'yyyy-mm' },
  ),
)

describe('a workbook from anywhere', () => {
  test('random cells in known sheets end in problems with cells, never in a crash, and can be marked', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(19), fc.nat(12), fc.nat(26), cell), { minLength: 1, maxLength: 40 }), async (changes) => {
        const copy = structuredClone(good)
        for (const [sheetAt, rowAt, column, value] of changes) {
          const rows = copy.sheets[sheetAt]?.rows as { row: number; hidden: boolean; cells: (ParsedCell | undefined)[] }[] // our own copy
          const row = rows[rowAt] ?? { row: (rows.at(-1)?.row ?? 0) + 1, hidden: false, cells: [] }
          if (!rows.includes(row)) rows.push(row)
          row.cells[column] = value
        }
        const read = packFromWorkbook(copy)
        if (read.assembled === undefined) expect(read.problems.filter(({ severity }) => severity === 'error').length).toBeGreaterThan(0)
        const marked = await parseHere(await read.mark('x'))
        expect(marked.sheets.length).toBe(copy.sheets.length + 1)
      }),
      { numRuns: 60 },
    )
  })

  test('headings without anything below, or sheets of our names with other things in them', () => {
    const sheets = tables.map(({ sheet }) => ({ name: sheet, hidden: false, merges: [], hiddenColumns: [], rows: [] }))
    const empty = packFromWorkbook({ format: 'xlsx', date1904: false, sheets })
    expect(empty.assembled).toBeUndefined()
    expect(empty.problems.length).toBeGreaterThan(0)
    const other = sheets.map((sheet) => ({
      ...sheet,
      rows: [{ row: 1, hidden: false, cells: [{ value: '别的', kind: 'text' as const }] }],
    }))
    expect(
      packFromWorkbook({ format: 'xlsx', date1904: false, sheets: other }).problems.some(({ message }) => message.includes('表头')),
    ).toBe(true)
  })

  test('no sheet of ours is a coded refusal', () => {
    const sheets = [{ name: 'Sheet1', hidden: false, merges: [], hiddenColumns: [], rows: [] }]
    expect(() => packFromWorkbook({ format: 'xlsx', date1904: false, sheets })).toThrow(
      expect.objectContaining({ code: 'WORKBOOK_UNRECOGNISED' }),
    )
  })

  test('a sheet longer than any pack is refused, not read', () => {
    const row = (index: number) => ({ row: index + 1, hidden: false, cells: [{ value: 'x', kind: 'text' as const }] })
    const sheets = good.sheets.map((sheet) =>
      sheet.name === '代码' ? { ...sheet, rows: Array.from({ length: 60_001 }, (_, index) => row(index)) } : sheet,
    )
    expect(packFromWorkbook({ ...good, sheets }).problems.some(({ message }) => message.includes('超过 60000 行'))).toBe(true)
  })

  test('damaged bytes end in a coded error', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.nat(255), fc.boolean(), async (at, value, cuts) => {
        const broken = cuts ? bytes.slice(0, at) : Uint8Array.from(bytes)
        if (!cuts) broken[at] = value
        try {
          packFromWorkbook(await parseHere(broken))
        } catch (error) {
          expect(error).toBeInstanceOf(AppError)
        }
      }),
      { numRuns: 60 },
    )
  })
})

describe('generated packs', () => {
  const text = fc.oneof(
    fc.string({ minLength: 1, maxLength: 20, unit: fc.constantFrom('甲', '、', '；', '=', '"', '\n', ' ', '：', '/', '+', 'a', '1', '%') }),
    fc.string({ minLength: 1, maxLength: 20 }),
  )
  const form = fc.record({
    keys: fc.uniqueArray(
      fc.stringMatching(/^[a-z][a-zA-Z0-9]{2,8}$/).filter((key) => !['constructor', 'prototype'].includes(key)),
      { minLength: 2, maxLength: 6 },
    ),
    labels: fc.array(text, { minLength: 6, maxLength: 6 }),
    group: text,
    turned: fc.boolean(),
    notes: fc.array(text, { maxLength: 3 }),
    footer: fc.array(text, { maxLength: 3 }),
  })

  test('come back as they were', async () => {
    const { files } = packFromWorkbook(good)
    await fc.assert(
      fc.asyncProperty(form, async ({ keys, labels, group, turned, notes, footer }) => {
        const fields = keys.map((key, index) => ({
          key,
          label: labels[index],
          type: 'text',
          synonyms: labels.slice(0, index),
          help: labels[index],
        }))
        const order = turned ? keys.toReversed() : keys
        const made = FormTemplate.parse({
          id: 'B1',
          number: labels[0],
          title: labels[1],
          version: 1,
          structure: { kind: 'fixed', rows: [{ key: 'r-1', values: { [keys[0] ?? '']: labels[2] } }], extra: turned },
          naturalKey: [keys[0]],
          fields,
          header: [
            { label: group, children: order.slice(0, 1) },
            { label: group, children: order.slice(1) },
          ],
          notes,
          footer,
        })
        const folder = new Map(files)
        folder.set('forms/B1.yaml', stringify(made))
        folder.set('pack.yaml', (folder.get('pack.yaml') ?? '').replace('forms:\n', 'forms:\n  - id: B1\n'))
        const loaded = loadPack('my-plan', folder, new Map())
        // Values that a text field does not take are no pack.
        fc.pre(loaded.ok)
        const { bytes: written } = await packToWorkbook(loaded.value)
        const read = packFromWorkbook(await parseHere(written))
        expect(read.assembled?.pack.digest).toBe(loaded.value.pack.digest)
        expect(loadPack('my-plan', read.files, new Map())).toMatchObject({
          ok: true,
          value: { pack: { digest: loaded.value.pack.digest } },
        })
      }),
      { numRuns: 40 },
    )
  })
})
