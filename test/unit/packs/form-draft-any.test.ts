import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { readFileLayout } from '../../../electron/engine/excel/read-file.ts'
import { draftForm, type FormDraft } from '../../../electron/engine/packs/form-draft/draft-form.ts'
import { draftTexts } from '../../../electron/engine/packs/form-draft/draft-yaml.ts'
import { libraryWords } from '../../../electron/engine/packs/form-draft/library-words.ts'
import { libraryFolder, loadPack, readPackFiles } from '../../../electron/engine/packs/load-pack.ts'
import { readYaml } from '../../../electron/engine/packs/yaml-source.ts'
import type { LayoutCell, ParsedCell, ParsedWorkbook, SheetLayout } from '../../../electron/engine/ports.ts'
import { checkCodeList, checkForm } from '../../../shared/forms/form-checks.ts'
import { CodeList, FormTemplate } from '../../../shared/forms/form-schema.ts'
import { parseHere } from '../../helpers/parse-here.ts'

const packs = join(import.meta.dirname, '..', '..', '..', 'resources', 'packs')
const library = readPackFiles(join(packs, libraryFolder))
const words = libraryWords(library)
const liuzhou = loadPack('liuzhou-2020', readPackFiles(join(packs, 'liuzhou-2020')), library)
const known = liuzhou.ok ? liuzhou.value.pack.codes : new Map<string, CodeList>()

/** Code lists of the library, whether this pack uses them or not. */
const libraryLists = new Set(
  [...library].flatMap(([path, text]) =>
    path.startsWith('codes/') ? [...text.matchAll(/^(?: *- )?id: (\w+)/gm)].map(([, id = '']) => id) : [],
  ),
)

/** What keeps a draft from being loaded; code lists of the library that this pack does not use are there all the same. */
const faults = (draft: FormDraft): readonly string[] => {
  const texts = draftTexts(draft, 'x.xlsx')
  const read = readYaml('x.yaml', texts.form)
  if ('problems' in read) return read.problems.map(({ message }) => message)
  const form = FormTemplate.safeParse(read.source.data)
  const lists = CodeList.array().safeParse(texts.lists === undefined ? [] : parse(texts.lists).lists)
  if (!form.success || !lists.success)
    return [...(form.error?.issues ?? []), ...(lists.error?.issues ?? [])].map(({ path, message }) => `${path.join('.')} ${message}`)
  const nowhere = () => ({ file: '', line: 1 })
  const codes = new Map([...known, ...lists.data.map((list) => [list.id, list] as const)])
  const unused = form.data.fields.flatMap(({ codes: list }) =>
    list !== undefined && !codes.has(list) && libraryLists.has(list) ? [list] : [],
  )
  return [...checkForm(form.data, codes, nowhere), ...lists.data.flatMap((list) => checkCodeList(list, nowhere))]
    .map(({ message }) => message)
    .filter((message) => !unused.some((list) => message.includes(list)))
}

test('workbooks from elsewhere give a draft that loads, or none', async ({ skip }) => {
  // They stand beside the checkout and are never copied into it.
  const corpus = join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'corpus')
  const files = existsSync(corpus) ? readdirSync(corpus).filter((name) => /\.xls[xm]?$/.test(name)) : []
  if (files.length === 0) skip(`NOT RUN: there are no workbooks in ${corpus}, nothing is proved about drafts from real ones`)
  let drafted = 0
  for (const file of files) {
    const bytes = new Uint8Array(readFileSync(join(corpus, file)))
    const result = draftForm({ workbook: await parseHere(bytes, file), layout: await readFileLayout(bytes), library: words, id: 'X' })
    if (!result.ok) continue
    drafted++
    expect.soft(faults(result.draft), file).toEqual([])
  }
  expect(drafted).toBeGreaterThan(files.length / 2)
})

const text = fc.oneof(
  fc.constantFrom(
    '企业名称',
    '合计',
    '其中：',
    '单位：万元',
    '所属行业',
    '是否',
    '（%）',
    '01',
    '……',
    '注：',
    '填表人：',
    '县区',
    'for',
    '\n',
    "it's",
    '# 请',
    ': -',
    '占比',
    '#REF!',
  ),
  fc.string({ maxLength: 12 }),
)
const cell: fc.Arbitrary<ParsedCell | undefined> = fc.oneof(
  { weight: 3, arbitrary: text.map((value): ParsedCell => ({ value, kind: 'text' })) },
  { weight: 1, arbitrary: fc.integer().map((value): ParsedCell => ({ value, kind: 'number' })) },
  { weight: 1, arbitrary: fc.constant<ParsedCell>({ value: '2025-05-01', kind: 'date', format: 'yyyy-mm-dd' }) },
  { weight: 2, arbitrary: fc.constant(undefined) },
)
const place = { row: fc.integer({ min: 1, max: 12 }), column: fc.integer({ min: 0, max: 7 }) }
const area = fc
  .tuple(place.row, place.column, fc.nat(3), fc.nat(3))
  .map(([top, left, down, across]) => ({ top, left, bottom: top + down, right: left + across }))
const layoutCell: fc.Arbitrary<LayoutCell> = fc.record({
  ...place,
  locked: fc.boolean(),
  bordered: fc.boolean(),
  format: fc.constantFrom('@', '0', '0.00', '0.0%', 'yyyy-mm-dd', 'General', '""', ';;;'),
  formula: fc.constantFrom('A5+B5', 'SUM(A6:C6)', 'SUM(', 'VLOOKUP(A5,B:C,2,0)', '"', 'A1'),
})
const formula = fc.constantFrom(
  '"是,否"',
  '"甲,乙,,甲"',
  '$A$1:$B$4',
  '别处!$A$1',
  'INDIRECT($A5)',
  '名单',
  '""',
  'OFFSET($A$1,MATCH($B5,$A$1:$A$4,0)-1,0,1,1)',
  '(((',
)
const sheet = fc.record({
  rows: fc.array(fc.array(cell, { minLength: 1, maxLength: 7 }), { minLength: 1, maxLength: 10 }),
  merges: fc.array(area, { maxLength: 4 }),
  cells: fc.array(layoutCell, { maxLength: 20 }),
  rules: fc.array(
    fc.record({ kind: fc.constantFrom('list', 'whole', 'date', 'custom'), areas: fc.array(area, { maxLength: 2 }), formula }),
    { maxLength: 4 },
  ),
  widths: fc.array(fc.oneof(fc.constant(null), fc.double({ min: -5, max: 300, noNaN: true })), { maxLength: 8 }),
  frozen: fc.integer({ min: 0, max: 40 }),
  headerRows: fc.option(fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 8 })), { nil: undefined }),
})

test('any table at all gives a draft that loads, or none', () => {
  let drafted = 0
  fc.assert(
    fc.property(sheet, ({ rows, merges, cells, rules, widths, frozen, headerRows }) => {
      const workbook: ParsedWorkbook = {
        format: 'xlsx',
        date1904: false,
        sheets: [
          {
            name: '表',
            hidden: false,
            hiddenColumns: [],
            merges: merges.map((merge) => ({ ...merge, top: merge.top - 1, bottom: merge.bottom - 1 })),
            rows: rows.map((own, index) => ({ row: index + 1, hidden: false, cells: own })),
          },
        ],
      }
      const layout: SheetLayout = {
        name: '表',
        widths,
        frozen: { rows: 0, columns: frozen },
        page: { paper: 9, landscape: true },
        isProtected: true,
        rules,
        cells,
      }
      const names = [{ name: '名单', sheet: undefined, formula: '表!$A$1:$A$5' }]
      const result = draftForm({
        workbook,
        layout: { sheets: [layout], names, isCut: false, tables: [], hasMacros: false },
        library: words,
        headerRows,
      })
      if (!result.ok) return
      drafted++
      expect(faults(result.draft)).toEqual([])
    }),
    { numRuns: 600, seed: 20_25 },
  )
  expect(drafted).toBeGreaterThan(150)
})
