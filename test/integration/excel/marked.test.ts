import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { forkParser } from '../../../electron/adapters/parser-fork.ts'
import type { MarkOrder } from '../../../electron/engine/excel/patcher/orders.ts'
import { commentsAsShown } from '../../helpers/annotations.ts'
import { tableOf } from '../../helpers/boilers.ts'
import { tanbao, tanbaoJson } from '../../helpers/command-line.ts'
import { rawZip } from '../../helpers/hostile-zip.ts'
import { readArchive } from '../../helpers/round-trip/archive.ts'
import { mapBook, relationships } from '../../helpers/round-trip/book.ts'
import { corpusFile, corpusFiles, corpusFolder } from '../../helpers/round-trip/round-trip.ts'
import { parseTree, type XmlNode } from '../../helpers/round-trip/xml-tree.ts'
import { convertWithLibreOffice } from '../../helpers/soffice.ts'
import { packageFaults } from '../../helpers/sound-package.ts'
import { county, openTestEngine, type TestEngine } from '../../helpers/test-engine.ts'
import { buildWorkbook, type Cell } from '../../helpers/workbook.ts'

const at = { form: 'F4', period: '2020-05' } as const
let engine: TestEngine
beforeEach(async () => {
  engine = openTestEngine()
  await engine.call('profile.create', { role: county.role, packId: county.packId, unit: county.unit })
})
afterEach(() => engine.close())

/** The table of boilers with one cell of a row replaced; the head is row 1. */
const withCells = (...changes: readonly (readonly [row: number, head: string, value: Cell])[]): Cell[][] => {
  const rows = tableOf().map((row) => [...row])
  for (const [row, head, value] of changes) {
    const column = rows[0]?.indexOf(head) ?? -1
    const cells = rows[row - 1]
    if (column < 0 || cells === undefined) throw new Error(`no ${head} in row ${row}`)
    cells[column] = value
  }
  return rows
}
const book = (rows: Cell[][]) =>
  buildWorkbook({
    sheets: [
      { name: '封面', rows: [['说明']] },
      { name: '台账', rows },
    ],
  })
const marked = async (bytes: Uint8Array, fileName = '台账.xlsx', options: object = {}) => {
  const preview = await engine.call('import.preview', { ...at, fileName, bytes, options })
  return { preview, ...(await engine.call('import.marked', { id: preview.id })) }
}
const textOf = (node: XmlNode): string => node.text + node.children.map(textOf).join('')
/** Lines of the sheet of results, without its head. */
const resultLines = (bytes: Uint8Array, sheet = '审核结果'): string[][] => {
  const parts = readArchive(bytes)
  const tree = parseTree(parts.get(mapBook(parts).sheets.get(sheet) ?? '') ?? Buffer.alloc(0))
  const rows = tree.children.find(({ name }) => name === 'sheetData')?.children ?? []
  return rows.slice(1).map((row) => row.children.map(textOf))
}

describe('the file of an import comes back marked', () => {
  const faulty = () =>
    book(withCells([2, '年用煤量（吨）', '很多'], [3, '年用煤量（吨）', -5], [4, '是否在建成区', '也许'], [4, '台账编号', '4502220001']))

  test('with what could not be read and what the rules would find, at their cells; the data stay untouched', async () => {
    const bytes = faulty()
    const { preview, ...file } = await marked(bytes)
    expect({ name: file.fileName, inPlace: file.inPlace, notes: file.notes }).toEqual({
      name: '台账（已标注）.xlsx',
      inPlace: true,
      notes: [],
    })
    const parts = readArchive(file.bytes)
    expect(packageFaults(parts)).toEqual([])
    const shown = (await commentsAsShown(new Map([['a.xlsx', file.bytes]]))).get('a.xlsx')
    expect(shown?.map(({ name }) => name)).toEqual(['封面', '台账', '审核结果'])
    const comments = new Map(shown?.[1]?.comments)
    expect(shown?.[0]?.comments.size).toBe(0)
    expect(comments.size).toBe(file.marks)
    expect([comments.get('F2'), comments.get('F3'), comments.get('D4')]).toEqual([
      expect.stringContaining('【强制性】'),
      expect.stringContaining('不能为负数'),
      expect.stringContaining('不在代码表内'),
    ])
    // Read badly and found wrong by a rule, too: told once.
    expect(comments.get('F2')?.match(/【/g)).toHaveLength(1)
    expect(preview.problems.map(({ cell }) => cell)).toContain('A4')
    expect(comments.get('A4')).toContain('与第 2 行的编号')
    const lines = resultLines(file.bytes)
    expect(lines.length).toBeGreaterThanOrEqual(file.marks)
    expect(lines.find(([place, , message]) => place === '台账!F3' && message?.includes('负数'))?.[3]).toMatch(/可改为 5 吨/)
    // Missing columns, the deadline, the head of the form: no cell of the file shows them.
    expect(lines.filter(([place]) => place?.startsWith('台账!') === false).map(([, , message]) => message)).toEqual(file.unmarkable)
    const missing = lines.filter(([, , message]) => message === '“锅炉型号”为必填项')
    expect(missing.map(([place]) => place)).toEqual([expect.stringMatching(/ 等 3 行，锅炉型号$/)])
    const untouched = [...readArchive(bytes)].filter(([name, content]) => parts.get(name)?.equals(content) === true).map(([name]) => name)
    expect(untouched).toEqual(['_rels/.rels', 'xl/sharedStrings.xml', 'xl/worksheets/sheet1.xml'])
    expect((await engine.call('report.open', at)).rows).toEqual([])
    // The preview still stands and can be applied; the marked file can be imported as well.
    await engine.call('import.apply', { id: preview.id })
    // As it is, and saved by another program in between: the marks of this round take the place of the first ones.
    for (const bytes of [file.bytes, await convertWithLibreOffice(file.bytes, '台账.xlsx', 'xlsx')]) {
      const again = await marked(bytes, file.fileName)
      expect([again.preview.sheet, again.preview.counts.rows, again.preview.questions]).toEqual(['台账', 3, preview.questions])
      const twice = readArchive(again.bytes)
      expect([...mapBook(twice).sheets.keys()]).toEqual(['封面', '台账', '审核结果'])
      const texts = [...storedComments(twice, mapBook(twice).sheets.get('台账') ?? '').values()]
      expect([texts.length, texts.filter((text) => new Set(text.match(/【[^】]*】[^【]*/g)).size !== text.match(/【/g)?.length)]).toEqual([
        again.marks,
        [],
      ])
    }
  })

  test('a problem of a row that is not in the file, and of a column it lacks, stands on the sheet of results only', async () => {
    const first = await engine.call('import.preview', { ...at, fileName: '台账.xlsx', bytes: faulty(), options: {} })
    await engine.call('import.apply', { id: first.id })
    const only = withCells().filter((_, index) => index === 0 || index === 2)
    const file = await marked(book(only), '一行.xlsx', { mode: 'merge' })
    const lines = resultLines(file.bytes)
    const place = lines.find(([, , message]) => message?.includes('“年用煤量”应为数字'))?.[0]
    expect(place).toMatch(/民生纺织厂.*，年用煤量$/)
    expect(lines.every(([where]) => where?.startsWith('台账!') !== true || where.endsWith('2'))).toBe(true)
    expect(file.unmarkable.some((message) => message.includes('应为数字'))).toBe(true)
  })

  test('every sheet of an import carries its own marks', async () => {
    const sheets = [
      { name: '一月', rows: withCells([2, '年用煤量（吨）', -5]).slice(0, 2) },
      { name: "二'月", rows: withCells([3, '年用煤量（吨）', '很多']).filter((_, index) => index !== 1) },
    ]
    const file = await marked(buildWorkbook({ sheets }), '台账.xlsx', { sheet: '*' })
    expect([file.preview.counts.rows, file.preview.questions]).toEqual([3, []])
    const places = resultLines(file.bytes)
      .filter(([, , message]) => /年用煤量.*(?:负数|应为数字)/.test(message ?? ''))
      .map(([place]) => place)
    expect(places.toSorted()).toEqual(['一月!F2', "二'月!F2"].sort())
    expect(packageFaults(readArchive(file.bytes))).toEqual([])
  })

  test('a file that cannot be marked gives the list, and says why', async () => {
    const csv = new TextEncoder().encode(
      withCells([2, '年用煤量（吨）', '很多'])
        .map((row) => row.map((cell) => (cell !== null && typeof cell === 'object' ? cell.value : cell)).join(','))
        .join('\n'),
    )
    const list = await marked(csv, '台账.csv')
    expect({ name: list.fileName, inPlace: list.inPlace, marks: list.marks, notes: list.notes }).toEqual({
      name: '台账（问题清单）.xlsx',
      inPlace: false,
      marks: 0,
      notes: [expect.stringContaining('另存为 .xlsx')],
    })
    expect(resultLines(list.bytes).some(([place]) => /F2$/.test(place ?? ''))).toBe(true)
    expect(packageFaults(readArchive(list.bytes))).toEqual([])

    const parts = [...readArchive(faulty())].map(([name, content]) => ({ name, bytes: content, deflate: true }))
    const signed = rawZip([...parts, { name: '_xmlsignatures/origin.sigs', bytes: Buffer.from('') }])
    const other = await marked(signed)
    expect([other.inPlace, other.notes]).toEqual([false, [expect.stringContaining('数字签名')]])
  })

  test('an import that has ended is none', async () => {
    const preview = await engine.call('import.preview', { ...at, fileName: '台账.xlsx', bytes: faulty(), options: {} })
    await engine.call('import.discard', { id: preview.id })
    await expect(engine.call('import.marked', { id: preview.id })).rejects.toMatchObject({ code: 'IMPORT_UNKNOWN' })
  })
})

/** Texts of the comments of a sheet, by cell, as the file has them; blanks do not count. */
const storedComments = (parts: ReadonlyMap<string, Buffer>, part: string): ReadonlyMap<string, string> => {
  const target = relationships(parts, part).find(({ type }) => type === 'comments')?.target
  const root = target === undefined ? undefined : parseTree(parts.get(target) ?? Buffer.alloc(0))
  const list = root?.children.find(({ name }) => name === 'commentList')?.children ?? []
  return new Map(list.map((comment) => [comment.attributes.ref ?? '', bare(textOf({ ...comment, text: '' }))]))
}
const bare = (text: string): string => text.replace(/\s+/g, '')
const corpusHere = existsSync(corpusFolder)
if (!corpusHere) console.warn(`NOT TESTED: there is no ${corpusFolder}`)

test.runIf(corpusHere)('workbooks full of comments keep every one of them, and show ours', async () => {
  const chosen = corpusFiles().filter((name) => /^(?:18|20|24|28|46|48|50|52)_/.test(name))
  expect(chosen).toHaveLength(8)
  const parser = forkParser()
  const files = new Map<string, Uint8Array>()
  const threads: string[] = []
  for (const name of chosen) {
    const bytes = corpusFile(name)
    const parts = readArchive(bytes)
    // On every sheet with comments: a cell that has one, one at the edge of the table, one far outside of it.
    const marks = [...mapBook(parts).sheets].flatMap(([sheet, part]) => {
      const [known] = storedComments(parts, part).keys()
      return (known === undefined ? [] : [known, 'AY3', 'AZ700']).map(
        (cell): MarkOrder => ({ sheet, cell, tone: 'warning', message: '请核对' }),
      )
    })
    const patched = await parser.patch({ fileName: name, bytes }, { rowBlocks: [], cells: [], marks })
    expect(packageFaults(readArchive(patched.bytes)), name).toEqual(packageFaults(parts))
    for (const { sheet, cell } of patched.account.marks?.uncommented ?? []) threads.push(`${name} ${sheet}!${cell}`)
    files.set(name, patched.bytes)
  }
  await parser.close()
  expect(threads).toEqual([expect.stringContaining('46_phpspreadsheet.xlsx Second!')])
  const shown = await commentsAsShown(files)
  for (const name of chosen) {
    const before = readArchive(corpusFile(name))
    for (const [sheet, part] of mapBook(before).sheets) {
      const comments = shown.get(name)?.find((one) => one.name === sheet)?.comments ?? new Map<string, string>()
      const now = new Map([...comments].map(([cell, text]) => [cell, bare(text)]))
      const old = storedComments(before, part)
      for (const [cell, text] of old) expect(now.get(cell)?.startsWith(text), `${name} ${sheet}!${cell}`).toBe(true)
      const ours = [...now].filter(([, text]) => text.endsWith('【警告】请核对')).map(([cell]) => cell)
      const [known = ''] = old.keys()
      const wanted = old.size === 0 ? [] : [known, 'AY3', 'AZ700'].filter((cell) => !threads.includes(`${name} ${sheet}!${cell}`))
      expect(ours.toSorted(), `${name} ${sheet}`).toEqual([...new Set(wanted)].sort())
    }
  }
})

test('on the command line the marked copy is written beside a dry run', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'marked-'))
  try {
    writeFileSync(join(folder, '台账.xlsx'), book(withCells([3, '年用煤量（吨）', -5])))
    const data = ['--data', join(folder, 'data')]
    await tanbao('init', '--pack', county.packId, '--unit', county.unit, ...data)
    const out = join(folder, '标.xlsx')
    const form = ['--form', 'F4', '--period', '2020-05']
    const done = await tanbaoJson('import', ...form, join(folder, '台账.xlsx'), '--dry-run', '--marked', out, ...data)
    expect(done).toMatchObject({ exit: 0, json: { applied: false, marked: { file: out, inPlace: true } } })
    const one = ['--sheet', '台账', '--cell', 'b2', '--text', '看一下']
    const single = await tanbaoJson('xlsx', 'mark', join(folder, '台账.xlsx'), ...one, '--level', 'notice', '-o', join(folder, '一格.xlsx'))
    expect(single).toMatchObject({ exit: 0, json: { marks: { uncommented: [], resultSheet: '审核结果' } } })
    expect(resultLines(readFileSync(join(folder, '一格.xlsx')))).toEqual([['台账!B2', '提示', '看一下', '']])
    const another = ['--sheet', '台账', '--cell', 'c2', '--text', '再看', '-o', join(folder, '两格.xlsx')]
    expect(await tanbaoJson('xlsx', 'mark', join(folder, '一格.xlsx'), ...another)).toMatchObject({
      exit: 0,
      json: { marks: { resultSheet: '审核结果' } },
    })
    expect(resultLines(readFileSync(join(folder, '两格.xlsx')))).toEqual([
      ['台账!B2', '提示', '看一下', ''],
      ['台账!C2', '错误', '再看', ''],
    ])
    const refused = await tanbao('xlsx', 'mark', join(folder, '台账.xlsx'), ...one, '--level', 'red', '-o', join(folder, '没有.xlsx'))
    expect([refused.exit, existsSync(join(folder, '没有.xlsx'))]).toEqual([2, false])
    expect(resultLines(readFileSync(join(folder, '标.xlsx'))).some(([place]) => place === '台账!F3')).toBe(true)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
