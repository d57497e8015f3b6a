import { beforeAll, describe, expect, test } from 'vitest'
import type { CalcWorkbook, Scalar } from '../../../electron/engine/excel/calc/model.ts'
import { setFullCalculation } from '../../../electron/engine/excel/patcher/calculation-flags.ts'
import type { CellOrder, RowBlockOrder } from '../../../electron/engine/excel/patcher/orders.ts'
import { editPackage } from '../../../electron/engine/excel/patcher/package-editor.ts'
import { patchWorkbook } from '../../../electron/engine/excel/patcher/patch-workbook.ts'
import { setCells } from '../../../electron/engine/excel/patcher/set-cells.ts'
import { mapWorkbook } from '../../../electron/engine/excel/patcher/workbook-map.ts'
import { dataRows, generateFormulas, seededRandom } from '../../helpers/calc-formulas.ts'
import { calculateAll, calculatedByLibreOffice, modelOf, sameValue } from '../../helpers/calc-libreoffice.ts'
import { buildWorkbook, type Cell } from '../../helpers/workbook.ts'

type Outcome = { readonly formula: string; readonly ours: Scalar | undefined; readonly theirs: Scalar | undefined }

const isError = (value: Scalar | undefined): boolean => typeof value === 'object' && value !== null

/** Where LibreOffice differs from Excel, whom we follow. Anything else that differs fails. */
const differences: readonly { readonly reason: string; readonly applies: (outcome: Outcome) => boolean }[] = [
  {
    reason: 'both show an error, but LibreOffice stores #NUM! as #VALUE! and looks at the arguments in another order',
    applies: ({ ours, theirs }) => isError(ours) && isError(theirs),
  },
  {
    reason: 'LibreOffice has no wildcards in a table made up by a formula; Excel has',
    applies: ({ formula, ours, theirs }) => /VLOOKUP\("洗\*",IF\(\{1,0\}/.test(formula) && ours === -3 && isError(theirs),
  },
  {
    reason: 'LibreOffice finds the letter of a condition such as *a* in the error #N/A; in Excel a text never matches an error',
    applies: ({ formula }) => /(?:COUNT|SUM)IF\(D!\$?D(?:\$?\d+)?:\$?D(?:\$?\d+)?,"\*a\*"/.test(formula),
  },
]

const workbookWith = (formulas: readonly string[]): Uint8Array =>
  buildWorkbook({
    sheets: [
      { name: 'D', rows: dataRows },
      { name: 'F', rows: formulas.map((formula) => [{ formula }]) },
    ],
  })

/** Compares what we work out for `ours` with what LibreOffice worked out for `theirs`, row by row. */
function compare(ours: CalcWorkbook, theirs: CalcWorkbook, formulas: readonly string[]) {
  const { computed, uncomputed } = calculateAll(ours)
  const sheet = theirs.sheets.find(({ name }) => name === 'F')
  const outcomes = computed
    .filter((cell) => cell.sheet === 'F')
    .map((cell): Outcome => ({ formula: formulas[cell.row - 1] ?? '', ours: cell.value, theirs: sheet?.cell(cell.row, 1)?.value }))
  const different = outcomes.filter(({ ours: a, theirs: b }) => !sameValue(a, b))
  return {
    computed: outcomes.length,
    uncomputed: uncomputed.filter((cell) => cell.sheet === 'F'),
    listed: different.filter((outcome) => differences.some(({ applies }) => applies(outcome))),
    unlisted: different.filter((outcome) => !differences.some(({ applies }) => applies(outcome))),
  }
}

describe('formulas made by seed', () => {
  const formulas = [...new Set(generateFormulas(20_260, 3000))]
  let theirs: CalcWorkbook
  beforeAll(async () => {
    theirs = (await calculatedByLibreOffice(workbookWith(formulas)))! // it has formulas
  })

  test('have the results LibreOffice finds, apart from the listed differences', async () => {
    const { computed, uncomputed, listed, unlisted } = compare((await modelOf(workbookWith(formulas)))!, theirs, formulas) // it has formulas
    const kinds = Map.groupBy(uncomputed, ({ reason }) => reason.kind)
    console.log(
      `${formulas.length} formulas: ${computed} worked out, of these ${listed.length} differ as listed; not worked out ${uncomputed.length}:`,
      Object.fromEntries([...kinds].map(([kind, cells]) => [kind, cells.length])),
    )
    for (const { reason, applies } of differences) console.log(`  ${listed.filter(applies).length} × ${reason}`)
    expect(unlisted).toEqual([])
    expect(formulas.length).toBeGreaterThan(1500)
    expect(uncomputed.length).toBeLessThan(formulas.length * 0.03)
    expect(listed.length).toBeLessThan(formulas.length * 0.02)
  })

  test.each([
    ['ROUND(', 'ROUNDDOWN('],
    ['COUNTA(', 'COUNT('],
    ['LARGE(', 'SMALL('],
    ['<=', '<'],
    ['EOMONTH(', 'EDATE('],
  ])('a function worked out wrongly is noticed: %s as %s', async (right, wrong) => {
    const mistaken = formulas.map((formula) => formula.replaceAll(right, wrong))
    const { unlisted } = compare((await modelOf(workbookWith(mistaken)))!, theirs, formulas) // it has formulas
    expect(unlisted.length).toBeGreaterThan(0)
  })
})

test('where programs are known to differ we do as Excel does, or leave it', async () => {
  const known: readonly (readonly [formula: string, excel: Scalar | 'left', libreOffice: Scalar])[] = [
    ['SUM(D!I1:I10)', 0, 6],
    ['COUNT(D!I1:I10)', 0, 9],
    ['D!A1<TRUE', true, false],
    ['D!I2=0', false, true],
    ['ISNUMBER(D!I1)', false, true],
    ['CONCATENATE("a",TRUE)', 'aTRUE', 'a1'],
    ['COUNTIF(D!C1:C10,12)', 'left', 0],
    ['FIND("",D!C4)', 'left', { error: '#VALUE!' }],
    ['YEAR(0)', 'left', 1899],
    ['DATE(1900,1,5)', 'left', 6],
    ['0^0', 'left', 1],
    ['INT((0.1+0.7)*10)', 'left', 8],
    ['1E15&""', 'left', '1000000000000000'],
    ['SUM("2",3)', 'left', { error: '#VALUE!' }],
    ['IF("1",1,2)', 'left', 1],
    ['"原"<"煤"', 'left', true],
  ]
  const bytes = workbookWith(known.map(([formula]) => formula))
  const { computed, uncomputed } = calculateAll((await modelOf(bytes))!) // it has formulas
  const theirs = (await calculatedByLibreOffice(bytes))!.sheets[1]! // two sheets went in
  const found = known.map(([formula], index) => {
    const at = (cell: { sheet: string; row: number }) => cell.sheet === 'F' && cell.row === index + 1
    const own = uncomputed.some(at) ? 'left' : computed.find(at)?.value
    return [formula, own, theirs.cell(index + 1, 1)?.value]
  })
  expect(found).toEqual(known)
})

describe('a stored result after a change', () => {
  const stale = buildWorkbook({
    sheets: [
      { name: '一月', rows: [[21, { formula: 'A1*2', value: 10 }, { formula: "SUM('合 计'!A1,B1)", value: 15 }]] },
      {
        name: '合 计',
        rows: [
          [5, { formula: '一月!C1&"吨"', value: '15吨' }, { formula: 'IF(一月!B1>50,TRUE,FALSE)', value: false }],
          [
            { formula: '1/(一月!A1-30)', value: 1 },
            { formula: 'TODAY()-一月!A1', value: 7 },
            { formula: 'A1*3', value: 999 },
          ],
        ],
      },
    ],
  })
  const orders = [{ sheet: '一月', cell: 'A1', value: { kind: 'number', text: '30' } as const }]
  const shown = async (bytes: Uint8Array) => {
    const [first, second] = (await calculatedByLibreOffice(bytes))!.sheets // it has formulas
    const values = [first?.cell(1, 2), first?.cell(1, 3), second?.cell(1, 2), second?.cell(1, 3), second?.cell(2, 1)]
    return values.map((cell) => cell?.value)
  }

  test('is the true one, and one we cannot work out is gone; LibreOffice shows the same', async () => {
    const { bytes, account } = await patchWorkbook(stale, { rowBlocks: [], cells: orders, marks: [] })
    expect(account.uncomputed).toEqual([{ sheet: '合 计', cell: 'B2', reason: '用了 TODAY，结果随打开的时间或位置而变' }])
    const second = (await modelOf(bytes))!.sheets[1]! // two sheets went in
    expect(second.cell(2, 2)).toMatchObject({ value: null, isUncalculated: true })
    // What hangs on no change keeps its stored result, right or wrong.
    expect(second.cell(2, 3)?.value).toBe(999)
    const expected = [60, 65, '65吨', true, { error: '#DIV/0!' }]
    const read = await modelOf(bytes)
    const [one, two] = read!.sheets // two sheets went in
    expect([one?.cell(1, 2), one?.cell(1, 3), two?.cell(1, 2), two?.cell(1, 3), two?.cell(2, 1)].map((cell) => cell?.value)).toEqual(
      expected,
    )
    expect(await shown(bytes)).toEqual(expected)
  })

  test('would be stale without recalculating, and LibreOffice would show it', async () => {
    const editor = await editPackage(stale)
    const map = await mapWorkbook(editor)
    await setCells(editor, map, orders)
    await setFullCalculation(editor, map)
    expect(await shown(await editor.write())).toEqual([10, 15, '15吨', false, 1])
  })
})

describe('over many formulas and changes', () => {
  const formulas = [...new Set(generateFormulas(77, 1200))]

  /** The formulas with the results they have now. */
  const calculated = async (): Promise<Uint8Array> => {
    const { computed } = calculateAll((await modelOf(workbookWith(formulas)))!) // it has formulas
    const cellOf = (formula: string, value: Scalar | undefined): Cell => {
      if (value === undefined || value === null) return { formula }
      return typeof value === 'object' ? { formula, error: value.error } : { formula, value }
    }
    const values = new Map(computed.map((cell) => [`${cell.sheet}${cell.row}`, cell.value]))
    const data = dataRows.map((cells, index) =>
      cells.map((cell) =>
        typeof cell === 'object' && cell?.formula !== undefined ? cellOf(cell.formula, values.get(`D${index + 1}`)) : cell,
      ),
    )
    return buildWorkbook({
      sheets: [
        { name: 'D', rows: data },
        { name: 'F', rows: formulas.map((formula, index) => [cellOf(formula, values.get(`F${index + 1}`))]) },
      ],
    })
  }

  /** Formulas whose stored result is not the one they have when everything is worked out from nothing. */
  const stale = async (bytes: Uint8Array): Promise<unknown[]> => {
    const model = (await modelOf(bytes))! // it has formulas
    return calculateAll(model).computed.filter((cell) => {
      const stored = model.sheets.find(({ name }) => name === cell.sheet)?.cell(cell.row, cell.column)
      return stored?.isUncalculated !== true && !sameValue(stored?.value, cell.value)
    })
  }

  const rounds = Array.from({ length: 8 }, (_, round) => {
    const random = seededRandom(round)
    const cells = Array.from({ length: 1 + Math.floor(random() * 3) }, (): CellOrder => {
      const number = Math.floor(random() * 60) / 4
      const value = [{ kind: 'number', text: String(number) } as const, { kind: 'blank' } as const][Math.floor(random() * 1.3)]
      return { sheet: 'D', cell: `${'ABDFG'[Math.floor(random() * 5)]}${1 + Math.floor(random() * 10)}`, value: value ?? { kind: 'blank' } }
    }).filter((order, index, all) => all.findIndex(({ cell }) => cell === order.cell) === index)
    return { round, cells }
  })

  test.each(rounds)('no result is stale after the change $round', async ({ cells }) => {
    const before = await calculated()
    expect(await stale(before)).toEqual([])
    const { bytes } = await patchWorkbook(before, { rowBlocks: [], cells, marks: [] })
    expect(await stale(bytes)).toEqual([])
  })

  test('nor after rows were put in', async () => {
    const rowBlocks: RowBlockOrder[] = [{ sheet: 'D', first: 2, last: 9, count: 3 }]
    const cells: CellOrder[] = [{ sheet: 'D', cell: 'A11', value: { kind: 'number', text: '77' } }]
    const { bytes } = await patchWorkbook(await calculated(), { rowBlocks, cells, marks: [] })
    expect(await stale(bytes)).toEqual([])
  })

  test('without recalculating many would be', async () => {
    const editor = await editPackage(await calculated())
    await setCells(editor, await mapWorkbook(editor), [{ sheet: 'D', cell: 'A1', value: { kind: 'number', text: '5' } }])
    expect((await stale(await editor.write())).length).toBeGreaterThan(20)
  })
})
