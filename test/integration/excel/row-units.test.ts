import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { FillOptions } from '../../../shared/contract/index.ts'
import { AppError } from '../../../shared/model/errors.ts'
import { parseHere } from '../../helpers/parse-here.ts'
import { county, openTestEngine, type TestEngine } from '../../helpers/test-engine.ts'
import { buildWorkbook, type Cell } from '../../helpers/workbook.ts'

const period = '2020-05'
let engine: TestEngine
beforeEach(async () => {
  engine = openTestEngine()
  await engine.call('profile.create', { role: county.role, packId: county.packId, unit: county.unit })
})
afterEach(() => engine.close())

const file = (rows: readonly (readonly Cell[])[], name = '表') => buildWorkbook({ sheets: [{ name, rows }] })
const preview = (form: string, rows: readonly (readonly Cell[])[], options: object = {}) =>
  engine.call('import.preview', { form, period, fileName: '表.xlsx', bytes: file(rows), options })
const rowOf = async (form: string, key: string) => {
  const row = (await engine.call('report.open', { form, period })).rows.find((one) => one.key === key)
  return { ...row?.values }
}
/** Imports and tells what the row then holds, and what was said of it. */
const imported = async (form: string, key: string, rows: readonly (readonly Cell[])[], options: object = {}) => {
  const seen = await preview(form, rows, options)
  expect(seen.questions).toEqual([])
  await engine.call('import.apply', { id: seen.id })
  const said = seen.problems.filter(({ code }) => code === 'doubtful').map(({ cell, message }) => `${cell} ${message}`)
  return { row: await rowOf(form, key), said }
}

const energy = 'energy_consumption_total'
const heads = ['指标', '本年目标', '本月值', '当年累计']
const inTonnes = ['能源消费总量', 615000, 49300, 245000]
const wanted = { unit: '万吨标准煤', yearTarget: '61.5', actualMonth: '4.93', actualYTD: '24.5' }
const converted = (cell: string, from: string, to: string) =>
  `${cell} 文件里是 ${from}（吨标准煤），本行的单位是“万吨标准煤”，换算为 ${to} 导入。`

describe.each(['replace', 'merge'])('imported by %s', (mode) => {
  test('figures under a line that names another unit are converted, and it is told', async () => {
    const { row, said } = await imported('F3', energy, [['单位：吨标准煤'], heads, inTonnes], { mode })
    expect(row).toMatchObject(wanted)
    expect(said).toEqual([converted('B3', '615000', '61.5'), converted('C3', '49300', '4.93'), converted('D3', '245000', '24.5')])
  })

  test('so are figures under a heading that names it', async () => {
    const { row, said } = await imported(
      'F3',
      energy,
      [
        ['指标', '本月值（吨标准煤）'],
        ['能源消费总量', 49300],
      ],
      { mode },
    )
    expect(row).toMatchObject({ unit: '万吨标准煤', actualMonth: '4.93' })
    expect(said).toEqual([converted('B2', '49300', '4.93')])
  })

  test('so are figures whose format prints it', async () => {
    const cell = { value: 49300, format: '#,##0"吨标准煤"' }
    const { row, said } = await imported('F3', energy, [heads, ['能源消费总量', null, cell]], { mode })
    expect(row).toMatchObject({ unit: '万吨标准煤', actualMonth: '4.93' })
    expect(said).toEqual([converted('C2', '49300', '4.93')])
  })

  test('so are figures beside a unit of their own; the unit of the plan stays', async () => {
    const { row, said } = await imported(
      'F3',
      energy,
      [
        ['指标', '计量单位', '本月值'],
        ['能源消费总量', '吨标准煤', 49300],
      ],
      { mode },
    )
    expect(row).toMatchObject({ unit: '万吨标准煤', actualMonth: '4.93' })
    expect(said).toContain(converted('C2', '49300', '4.93'))
    expect(said.filter((one) => one.startsWith('B2'))).toEqual(['B2 本行的单位是“万吨标准煤”，文件里写的是“吨标准煤”，单位没有改动。'])
  })

  test('a blank unit erases nothing', async () => {
    const { row, said } = await imported(
      'F3',
      energy,
      [
        ['指标', '计量单位', '本月值'],
        ['能源消费总量', null, 4.93],
      ],
      { mode },
    )
    expect(row).toMatchObject({ unit: '万吨标准煤', actualMonth: '4.93' })
    expect(said).toEqual([])
  })

  test('figures in the very unit of the row pass without a word, wherever it is stated', async () => {
    const line = await imported('F3', energy, [['单位：万吨标准煤'], heads, ['能源消费总量', 61.5, 4.93, 24.5]], { mode })
    expect(line.row).toMatchObject(wanted)
    const cell = await imported(
      'F3',
      energy,
      [
        ['指标', '计量单位', '本月值（万吨标准煤）'],
        ['能源消费总量', '万吨标煤', 4.94],
      ],
      { mode },
    )
    expect(cell.row).toMatchObject({ unit: '万吨标准煤', actualMonth: '4.94' })
    const rate = await imported('F3', energy, [['单位：%'], ['指标', '本月值'], ['能源消费总量', 4.95]], { mode })
    expect(rate.row).toMatchObject({ actualMonth: '4.95' })
    expect([...line.said, ...cell.said, ...rate.said]).toEqual([])
  })

  test('F2 converts by its column of units and by its headings', async () => {
    const table = (unit: Cell, heading = '年度目标量') => [
      ['措施编号', heading, '计量单位', '本月完成量'],
      ['L-4-1-b', 0.9, unit, 0.03],
    ]
    const { row } = await imported('F2', 'L-4-1-b', table('万吨标准煤'), { mode })
    expect(row).toMatchObject({ unit: '吨标准煤', yearTarget: '9000', doneMonth: '300' })
    const blank = await imported('F2', 'L-4-1-b', table(null, '年度目标量（万吨标准煤）'), { mode })
    expect(blank.row).toMatchObject({ unit: '吨标准煤', yearTarget: '9000', doneMonth: '0.03' })
  })
})

describe('what cannot be converted', () => {
  test('is not taken where the row says so, and reported at its cell', async () => {
    const { row, said } = await imported('F3', energy, [
      ['指标', '计量单位', '本月值'],
      ['能源消费总量', '吨', 49300],
    ])
    expect(row).toMatchObject({ unit: '万吨标准煤' })
    expect(row.actualMonth).toBeUndefined()
    expect(said[0]).toMatch(/^C2 .*“吨”.*“万吨标准煤”.*没有导入/)
  })

  test('nor where heading and row contradict each other, whatever was answered', async () => {
    const rows = [
      ['指标', '计量单位', '本月值（吨标准煤）'],
      ['能源消费总量', '万吨标准煤', 4.93],
    ]
    for (const options of [{}, { factors: { C: '1' } }]) {
      const { row } = await imported('F3', energy, rows, options)
      expect(row.actualMonth).toBeUndefined()
    }
  })

  test('is asked about where a heading or a line says so', async () => {
    for (const [rows, letter] of [
      [
        [
          ['指标', '本月值（吨）'],
          ['能源消费总量', 49300],
        ],
        'B',
      ],
      [[['单位：吨'], ['指标', '本月值'], ['能源消费总量', 49300]], 'B'],
      [[['单位：万'], ['指标', '本月值', '计量单位'], ['能源消费总量', 49300, null], ['全社会用电量', 7, '千瓦时']], ''],
      [[['单位：吨标准煤、万吨标准煤'], ['指标', '本月值'], ['能源消费总量', 49300]], 'B'],
      [[['指标', '本月值'], ['能源消费总量', 49300], ['单位：吨标准煤']], 'B'],
    ] as const) {
      const { questions, id } = await preview('F3', rows)
      expect(questions.map((one) => one.id)).toEqual(letter === '' ? [] : [`unit:${letter}`])
      if (letter !== '') await expect(engine.call('import.apply', { id })).rejects.toMatchObject({ code: 'IMPORT_UNDECIDED' })
    }
  })

  test('a factor given speaks only where the file leaves it open', async () => {
    const rows = [
      ['指标', '本月值（吨标准煤）'],
      ['能源消费总量', 49300],
      ['煤炭消费量', 7],
    ]
    expect((await preview('F3', rows)).questions.map(({ id }) => id)).toEqual(['unit:B'])
    expect((await imported('F3', energy, rows, { factors: { B: '1' } })).row).toMatchObject({ actualMonth: '4.93' })
    expect(await rowOf('F3', 'coal_consumption')).toMatchObject({ actualMonth: '7', unit: '万吨' })
    expect((await imported('F3', energy, rows.slice(0, 2), { factors: { B: '10' } })).said.join()).toContain('没有导入')
  })

  test('a remembered factor is asked about again when the line that it answered is gone, and gives way to a plain one', async () => {
    const table = (line: string) => [[line], ['指标', '本月值'], ['能源消费总量', 49300]]
    const answered = await imported('F3', energy, table('单位：吨'), { factors: { B: '0.0001' } })
    expect(answered.row).toMatchObject({ actualMonth: '4.93' })
    const { questions } = await preview('F3', table('能源双控'))
    expect(questions.map(({ id, choices }) => [id, choices.map(({ value }) => value)])).toEqual([['unit:B', ['0.0001', '1']]])
    expect((await imported('F3', energy, table('单位：万吨标准煤'))).row).toMatchObject({ actualMonth: '49300' })
  })
})

test('where the unit changes between the rows each figure is read in the one above it', async () => {
  const rows = [
    ['单位：吨标准煤'],
    ['指标', '本月值'],
    ['能源消费总量', 49300],
    ['单位：万吨标准煤'],
    ['规上工业综合能源消费量', 3.1],
    ['全社会用电量', 5],
  ]
  await imported('F3', energy, rows)
  expect(await rowOf('F3', energy)).toMatchObject({ actualMonth: '4.93' })
  expect(await rowOf('F3', 'industry_energy_target')).toMatchObject({ actualMonth: '3.1' })
})

test('a row of ones own takes the unit of the file, also from a heading', async () => {
  const rows = (unit: Cell, heading = '年度目标量') => [
    ['措施编号', '措施内容', heading, '计量单位'],
    ['LC-01', '沼气池', 12, unit],
  ]
  expect((await imported('F2', 'LC-01', rows('口'))).row).toMatchObject({ yearTarget: '12', unit: '口' })
  expect((await imported('F2', 'LC-01', rows('座'))).row).toMatchObject({ yearTarget: '12', unit: '座' })
  const without = [
    ['措施编号', '措施内容', '年度目标量（万吨标准煤）'],
    ['LC-02', '余热', 12],
  ]
  expect((await imported('F2', 'LC-02', without, { mode: 'merge' })).row).toMatchObject({ yearTarget: '12', unit: '万吨标准煤' })
  expect(
    (
      await imported(
        'F2',
        'LC-02',
        [without[0] ?? [], ['LC-02', '余热', 12]].map((row) =>
          row.map((cell) => (cell === '年度目标量（万吨标准煤）' ? '年度目标量（吨标准煤）' : cell)),
        ),
        { mode: 'merge' },
      )
    ).row,
  ).toMatchObject({ yearTarget: '0.0012', unit: '万吨标准煤' })
})

test('a column of units counts under any heading, and where it was left out', async () => {
  const rows = (heading: string) => [
    ['指标', heading, '本月值'],
    ['能源消费总量', '吨标准煤', 49300],
  ]
  expect((await imported('F3', energy, rows('量纲'))).row).toMatchObject({ unit: '万吨标准煤', actualMonth: '4.93' })
  expect((await imported('F3', energy, rows('计量单位'), { columns: { B: null } })).row).toMatchObject({ actualMonth: '4.93' })
})

test('a unit behind the name of a row is the one of its figures', async () => {
  const rows = (name: string, heading = '本月值') => [
    ['指标', heading],
    [name, 49300],
  ]
  const { row, said } = await imported('F3', energy, rows('能源消费总量（吨标准煤）'))
  expect(row).toMatchObject({ unit: '万吨标准煤', actualMonth: '4.93' })
  expect(said).toEqual([converted('B2', '49300', '4.93')])
  const against = await preview('F3', rows('能源消费总量（吨标准煤）', '本月值（万吨标准煤）'))
  expect(against.problems.map(({ cell, message }) => `${cell} ${message}`)).toEqual([expect.stringMatching(/^B2 .*对不上/)])
  const unknown = await preview('F3', rows('能源消费总量（户均2吨）'))
  expect(unknown.problems.map(({ code, cell }) => `${code} ${cell}`)).toContain('unknownCode A2')
})

test('a unit that the program works out from the kind of energy counts as well', async () => {
  const rows = (unit: string) => [
    ['单位名称', '能源品种', '计量单位', '购进量'],
    ['某某水泥厂', '原煤', unit, 0.5],
  ]
  const { problems } = await preview('F7', rows('万吨'))
  expect(problems.map(({ message }) => message)).toContain('文件里是 0.5（万吨），本行的单位是“吨”，换算为 5000 导入。')
})

describe('filled into a template', () => {
  const record = async (): Promise<void> => {
    await imported('F3', energy, [heads, ['能源消费总量', 61.5, 4.93, 24.5]])
    await imported('F2', 'L-4-1-b', [
      ['措施编号', '年度目标量', '本月完成量'],
      ['L-4-1-b', 9000, 300],
    ])
  }
  const fill = async (form: string, rows: readonly (readonly Cell[])[], options: FillOptions = {}) => {
    await record()
    const template = { form, period, fileName: '表样.xlsx', bytes: file(rows), options }
    const { questions, notes } = await engine.call('export.template', template)
    if (questions.length > 0) {
      await expect(engine.call('export.filled', { ...template, remember: false })).rejects.toBeInstanceOf(AppError)
      return { asked: questions.map(({ id }) => id), notes, cells: [] }
    }
    const { bytes } = await engine.call('export.filled', { ...template, remember: false })
    const sheet = (await parseHere(bytes)).sheets[0]
    return { asked: [], notes, cells: (sheet?.rows ?? []).map(({ cells }) => cells.map((cell) => cell?.value ?? null)) }
  }
  const only = { rows: {} }

  test('the unit printed in the row, in the heading or above the table is the one of the figure', async () => {
    const printed = await fill(
      'F3',
      [
        ['指标', '计量单位', '本年目标'],
        ['能源消费总量', '吨标准煤', null],
      ],
      only,
    )
    expect(printed.cells.at(-1)).toEqual(['能源消费总量', '吨标准煤', 615000])
    const line = await fill('F3', [['单位：吨标准煤'], ['指标', '本年目标'], ['能源消费总量', null]])
    expect(line.cells.at(-1)).toEqual(['能源消费总量', 615000])
    const heading = await fill('F3', [
      ['指标', '本月值（吨标准煤）'],
      ['能源消费总量', null],
    ])
    expect(heading.cells.at(-1)).toEqual(['能源消费总量', 49300])
    expect(heading.notes.join()).toContain('万吨标准煤→吨标准煤（乘以 10000）')
    const row = { rows: { [energy]: 2 } }
    const named = await fill(
      'F3',
      [
        ['指标', '本月值'],
        ['能源消费总量（吨标准煤）', null],
      ],
      row,
    )
    expect(named.cells.at(-1)).toEqual(['能源消费总量（吨标准煤）', 49300])
    const measures = await fill('F2', [
      ['措施编号', '措施内容', '年度目标（万吨标准煤）', '本月完成量（吨标准煤）'],
      ['L-4-1-b', '管住', null, null],
    ])
    expect(measures.cells.at(-1)).toEqual(['L-4-1-b', '管住', 0.9, 300])
  })

  test('a template in the very unit, or without any, takes the figure as it is', async () => {
    const same = await fill('F3', [
      ['指标', '计量单位', '本月值（万吨标准煤）'],
      ['能源消费总量', '万吨标准煤', null],
    ])
    expect(same.cells.at(-1)).toEqual(['能源消费总量', '万吨标准煤', 4.93])
    const none = await fill('F3', [
      ['指标', '本月值'],
      ['能源消费总量', null],
    ])
    expect(none.cells.at(-1)).toEqual(['能源消费总量', 4.93])
    const open = await fill('F3', [
      ['指标', '计量单位', '本月值'],
      ['能源消费总量', null, null],
    ])
    expect(open.cells.at(-1)).toEqual(['能源消费总量', '万吨标准煤', 4.93])
  })

  test('what cannot be converted is asked about, and never written before', async () => {
    for (const rows of [
      [
        ['指标', '计量单位', '本月值'],
        ['能源消费总量', '吨', null],
      ],
      [
        ['指标', '计量单位', '本月值（吨标准煤）'],
        ['能源消费总量', '万吨标准煤', null],
      ],
      [
        ['指标', '计量单位', '本月值（吨标准煤）'],
        ['能源消费总量', null, null],
      ],
      [
        ['指标', '本月值（吨）'],
        ['能源消费总量', null],
      ],
      [['单位：吨'], ['指标', '本月值'], ['能源消费总量', null]],
    ])
      expect((await fill('F3', rows)).asked).toEqual([expect.stringMatching(/^unit:[BC]$/)])
  })
})
