import { describe, expect, test } from 'vitest'
import { boilers, serial, tableOf, towns, withColumns } from '../../../helpers/boilers.ts'
import { sheet, uglyReader } from '../../../helpers/ugly-reader.ts'
import type { Cell } from '../../../helpers/workbook.ts'

const { expectTruth, read } = uglyReader()

describe('values', () => {
  test('dates as text in every spelling people use', async () => {
    const spellings: Readonly<Record<string, string>> = {
      '2020-09-30': '2020.9.30',
      '2020-12-01': '２０２０年１２月１日',
      '2021-02-03': '20210203',
    }
    await expectTruth(sheet(tableOf(withColumns({ planDate: { cell: (row) => spellings[row.planDate ?? ''] ?? null } }))))
  })

  test('dates as serial numbers, with and without a date format', async () => {
    const cells: Readonly<Record<string, Cell>> = {
      '2020-09-30': { value: serial('2020-09-30'), format: 'm"月"d"日"' },
      '2020-12-01': serial('2020-12-01'),
      '2021-02-03': { value: serial('2021-02-03') + 0.5, format: 'yyyy/m/d h:mm' },
    }
    await expectTruth(sheet(tableOf(withColumns({ planDate: { cell: (row) => cells[row.planDate ?? ''] ?? null } }))))
  })

  test('dates that count from 1904', async () => {
    const since1904 = (row: Readonly<Record<string, string>>): Cell => {
      const value = serial(row.planDate ?? '') - 1462
      return row.boilerId === '4502220002' ? value : { value, format: 'yyyy-mm-dd' }
    }
    await expectTruth(sheet(tableOf(withColumns({ planDate: { cell: since1904 } })), {}, { date1904: true }))
  })

  test('dates that may be another day are kept as typed and reported', async () => {
    const cells: Cell[] = ['5/6/2020', { value: serial('2020-05-01'), format: 'yyyy"年"m"月"' }, 2020.1]
    const result = await read(sheet(tableOf(withColumns({ planDate: { cell: (row) => cells[boilers.indexOf(row)] ?? null } }))))
    expect(result.rows.map((row) => row.planDate)).toEqual(['5/6/2020', '2020-05', '2020.1'])
    expect(result.problems.map(({ cell, code }) => `${cell} ${code}`)).toEqual(['G2 ambiguousDate', 'G3 ambiguousDate', 'G4 ambiguousDate'])
  })

  test('full-width digits, thousands separators, stray spaces', async () => {
    const shown: Readonly<Record<string, string>> = { '2100': '２，１００', '12120.25': ' 12,120.25\u00a0', '860': '８６０．０' }
    const changed = withColumns({
      boilerId: { cell: (row) => ` ${row.boilerId}　` },
      annualCoal: { cell: (row) => shown[row.annualCoal ?? ''] ?? null },
      inBuiltUpArea: { cell: (row) => (row.inBuiltUpArea === '是' ? '√' : '×') },
    })
    await expectTruth(sheet(tableOf(changed)))
  })

  test('万吨 for 吨, 元 for 万元, and cells with a unit of their own', async () => {
    const changed = withColumns({
      annualCoal: { head: '年用煤量（万吨）', cell: (row) => (row.annualCoal === '860' ? '860吨' : Number(row.annualCoal) / 10_000) },
      subsidyStd: { head: '补助标准（元/蒸吨）', cell: (row) => Number(row.subsidyStd) * 10_000 },
    })
    const result = await expectTruth(sheet(tableOf(changed)))
    expect(result.columns.flatMap(({ field, factor }) => (factor === '1' ? [] : [[field, factor]]))).toEqual([
      ['annualCoal', '10000'],
      ['subsidyStd', '0.0001'],
    ])
  })

  test('a unit line above the header speaks for the columns it fits', async () => {
    const bare = withColumns({
      annualCoal: { head: '年用煤量', cell: (row) => Number(row.annualCoal) / 10_000 },
      capacityTph: { head: '额定出力' },
    })
    await expectTruth(sheet([['单位：万吨'], ...tableOf(bare)]))
  })

  test('兆瓦 for 蒸吨 is a convention, so it is asked about', async () => {
    const bytes = sheet(
      tableOf(
        withColumns({
          capacityTph: { head: '额定功率（MW）', cell: (row) => ({ value: Number((Number(row.capacityTph) * 0.7).toFixed(4)) }) },
        }),
      ),
    )
    const asked = await read(bytes, { columns: { E: 'capacityTph' } })
    expect(asked.questions.map(({ id, choices }) => [id, choices[0]?.value])).toEqual([['unit:E', '1000/700']])
    await expectTruth(bytes, { options: { columns: { E: 'capacityTph' }, factors: { E: '1000/700' } } })
  })

  test('formulas count by the value they have; errors and missing values are reported', async () => {
    const [head, first, second, third] = tableOf(
      withColumns({ annualCoal: { cell: (row) => ({ formula: 'A1*2', value: Number(row.annualCoal) }) } }),
    )
    await expectTruth(sheet([head ?? [], first ?? [], second ?? [], third ?? []]))
    const broken = [...(second ?? [])]
    broken[5] = { formula: 'VLOOKUP(A1,B:C,2,0)', error: '#N/A' }
    const empty = [...(third ?? [])]
    empty[5] = { formula: 'SUM(X1:X9)' }
    const result = await read(sheet([head ?? [], first ?? [], broken, empty]))
    expect(result.rows.map((row) => row.annualCoal)).toEqual(['2100', '#N/A', undefined])
    expect(result.problems.map(({ cell, code }) => `${cell} ${code}`)).toEqual(['F3 errorCell', 'F4 formulaWithoutValue'])
  })

  test('binary noise behind the fifteenth digit never shows', async () => {
    await expectTruth(
      sheet(
        tableOf(
          withColumns({ annualCoal: { cell: (row) => ({ value: Number(row.annualCoal) + (row.annualCoal === '860' ? 1.1e-13 : 0) }) } }),
        ),
      ),
    )
  })

  test('towns merged over several rows are filled in and reported, figures are not multiplied', async () => {
    const rows = boilers.map((row, at) => (at < 2 ? { ...row, townCode: '450222100' } : row))
    const specs = withColumns({
      townCode: { cell: (row) => (row === rows[1] ? null : (towns[row.townCode ?? ''] ?? null)) },
      subsidyStd: { cell: (row) => (row === rows[1] ? null : Number(row.subsidyStd)) },
    })
    const result = await read(sheet(tableOf(specs, rows), { merges: ['C2:C3', 'H2:H3'] }))
    expect(result.rows).toEqual(
      rows.map((row, at) => (at === 1 ? Object.fromEntries(Object.entries(row).filter(([field]) => field !== 'subsidyStd')) : row)),
    )
    expect(result.problems.map(({ cell, code }) => `${cell} ${code}`)).toEqual(['C3 doubtful', 'H3 doubtful'])
  })

  test('rich text, phonetic readings and addresses left out', async () => {
    const rich = withColumns({
      ownerName: { cell: (row) => ({ runs: [(row.ownerName ?? '').slice(0, 2), (row.ownerName ?? '').slice(2)] }) },
    })
    await expectTruth(sheet(tableOf(rich), {}, { unaddressed: false }))
    await expectTruth(sheet(tableOf(), {}, { unaddressed: true, inline: true }))
  })
})
