import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readDemoCounty } from '../../../electron/engine/demo-county.ts'
import { resourcesDir } from '../../../electron/engine/entry-points.ts'
import { boilers, tableOf, withColumns } from '../../helpers/boilers.ts'
import { openTestEngine, type TestEngine } from '../../helpers/test-engine.ts'
import { buildWorkbook, type SheetSpec } from '../../helpers/workbook.ts'

const { period } = readDemoCounty(`${resourcesDir()}/samples`)
let engine: TestEngine
beforeAll(async () => {
  engine = openTestEngine()
  await engine.call('demo.open', {})
})
afterAll(() => engine.close())

const survey = (bytes: Uint8Array, fileName = '全部报表.xlsx') => engine.call('import.survey', { period, fileName, bytes })
const [first = {}, second = {}, third = {}] = boilers
const ledger = (name: string, rows: readonly Readonly<Record<string, string>>[], title?: string): SheetSpec => ({
  name,
  rows: [...(title === undefined ? [] : [[title]]), ...tableOf(undefined, rows)],
})
const told = async (sheets: readonly SheetSpec[]) =>
  (await survey(buildWorkbook({ sheets }))).sheets.map(({ form, period: month, doubt }) => [form, month, doubt])

describe('our own summary', () => {
  test('comes back with every form at its place, and nothing changes', async () => {
    const { bytes, fileName } = await engine.call('export.summary', { period })
    const found = await survey(bytes, fileName)
    const taken = found.sheets.filter(({ doubt }) => doubt === null)
    expect(found.sheets.filter(({ doubt }) => doubt !== null && doubt !== 'nothing')).toEqual([])
    const filled = (await engine.call('tasks.list', { period })).tasks.filter(({ state }) => state !== '未填').map(({ form }) => form)
    expect(taken.map(({ form }) => form).toSorted()).toEqual(filled.toSorted())
    for (const { name, form, period: month } of taken) {
      const preview = await engine.call('import.previewSurveyed', {
        survey: found.id,
        form: form ?? '',
        period: month ?? period,
        options: { sheet: name },
      })
      const { added, changed, removed } = preview.counts
      expect([form, month, preview.questions, added, changed, removed]).toEqual([form, period, [], 0, 0, 0])
    }
  })

  test('rounded to ten thousands it is never taken in', async () => {
    const { bytes, fileName } = await engine.call('export.summary', { period, scale: { digits: 2 } })
    const found = await survey(bytes, fileName)
    const rounded = found.sheets.find(({ form }) => form === 'F4')
    expect(rounded?.doubt).toBe('rounded')
    const at = { form: 'F4', period }
    const options = { sheet: rounded?.name ?? '' }
    await expect(engine.call('import.previewSurveyed', { ...at, survey: found.id, options })).rejects.toMatchObject({
      code: 'IMPORT_ROUNDED',
    })
    await expect(engine.call('import.preview', { ...at, fileName, bytes, options })).rejects.toMatchObject({ code: 'IMPORT_ROUNDED' })
  })
})

describe('a workbook of others', () => {
  test('each sheet of a year is the month that it says, in whatever words', async () => {
    const sheets = [
      ledger('5月', [first]),
      ledger('2020.06', [first, second]),
      ledger('七月', [third]),
      ledger('Sheet9', [third], '燃煤锅炉台账（2020年8月）'),
      ledger('9', [first]),
    ]
    expect(await told(sheets)).toEqual(['05', '06', '07', '08', '09'].map((month) => ['F4', `2020-${month}`, null]))
  })

  test('what is in doubt is said, and left to a person', async () => {
    const sheets: SheetSpec[] = [
      { name: '说明', rows: [['填表说明'], ['各乡镇一张表']] },
      ledger('大埔镇', [first]),
      ledger('龙头镇', [second]),
      ledger('2019年12月', [third]),
      ledger('6月', [third], '2020年7月燃煤锅炉台账'),
      { ...ledger('8月', [third]), state: 'hidden' },
      { name: '空表', rows: [] },
      {
        name: '工资表',
        rows: [
          ['姓名', '应发', '实发'],
          ['韦某', 100, 90],
        ],
      },
    ]
    expect(await told(sheets)).toEqual([
      [null, null, 'foreign'],
      ['F4', null, 'twice'],
      ['F4', null, 'twice'],
      ['F4', null, 'month'],
      ['F4', null, 'month'],
      ['F4', '2020-08', 'hidden'],
      [null, null, 'nothing'],
      [null, null, 'foreign'],
    ])
  })

  test('each form is a step of its own', async () => {
    const bytes = buildWorkbook({ sheets: [ledger('9月', [first]), ledger('10月', [second, third])] })
    const { id, sheets } = await survey(bytes)
    const [ninth] = sheets
    const early = await engine.call('import.previewSurveyed', {
      survey: id,
      form: 'F4',
      period: ninth?.period ?? '',
      options: { sheet: ninth?.name ?? '' },
    })
    const previews = []
    for (const { name, form, period: month } of sheets)
      previews.push(
        await engine.call('import.previewSurveyed', { survey: id, form: form ?? '', period: month ?? '', options: { sheet: name } }),
      )
    // Looked at again, a report takes the place of what was shown of it before.
    await expect(engine.call('import.apply', { id: early.id })).rejects.toMatchObject({ code: 'IMPORT_UNKNOWN' })
    for (const preview of previews) await engine.call('import.apply', { id: preview.id })
    const rows = async (month: string) => (await engine.call('report.open', { form: 'F4', period: month })).rows.map(({ values }) => values)
    expect([await rows('2020-09'), await rows('2020-10')]).toEqual([[first], [second, third]])
    await engine.call('report.undo', { form: 'F4', period: '2020-10' })
    expect([await rows('2020-09'), await rows('2020-10')]).toEqual([[first], []])
    // The file is let go with the survey.
    await engine.call('import.discard', { id })
    const again = { survey: id, form: 'F4', period: '2020-09', options: {} }
    await expect(engine.call('import.previewSurveyed', again)).rejects.toMatchObject({ code: 'IMPORT_UNKNOWN' })
  })

  test('a sheet with another key column is asked about as in any import', async () => {
    const strange = withColumns({ boilerId: { head: '炉子号码' } })
    const { id, sheets } = await survey(buildWorkbook({ sheets: [{ name: '11月', rows: [['F4'], ...tableOf(strange, [first])] }] }))
    expect(sheets).toMatchObject([{ form: null, alike: ['F4'], doubt: 'form' }])
    const options = { sheet: '11月', mode: 'merge' as const }
    const preview = await engine.call('import.previewSurveyed', { survey: id, form: 'F4', period: '2020-11', options })
    expect(preview.questions.length).toBeGreaterThan(0)
    await expect(engine.call('import.apply', { id: preview.id })).rejects.toMatchObject({ code: 'IMPORT_UNDECIDED' })
  })
})
