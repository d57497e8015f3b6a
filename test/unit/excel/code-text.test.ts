import { expect, test } from 'vitest'
import { planImport } from '../../../electron/engine/excel/preview/plan-import.ts'
import { isCodeField, plainCode } from '../../../electron/engine/excel/recognise/code-text.ts'
import { readCell } from '../../../electron/engine/excel/recognise/read-cell.ts'
import { formOf, shippedPack } from '../../helpers/recognition.ts'

const template = formOf(shippedPack('liuzhou-2020'), 'F4')
const fieldOf = (key: string) => {
  const field = template.fields.find((one) => one.key === key)
  if (field === undefined) throw new Error(key)
  return field
}

test.each([
  ['４５０２２２０００１', '4502220001'],
  ['4502220003.0', '4502220003'],
  ['450222 0004', '4502220004'],
  ['450222\u30000004', '4502220004'],
  ['4,502,220,005', '4502220005'],
  ["'4502220006", '4502220006'],
  ['２０２０－４５０２２２－３０', '2020-450222-30'],
])('%s is the code %s', (text, code) => {
  expect(plainCode(text)).toBe(code)
  const column = { field: fieldOf('boilerId'), codes: undefined, factor: '1', date1904: false }
  expect(readCell({ kind: 'text', value: text }, column, null)).toMatchObject({ value: code, problem: { code: 'doubtful' } })
})

test.each(['4502220001', 'GL-0012', '1.0', '1,234', '12 34', '锅10桂B0001', 'DZL4 1.25', '4502220001、4502220002', '45,02,22'])(
  '%s stays as it is',
  (text) => {
    expect(plainCode(text)).toBeUndefined()
  },
)

test('names and places are no codes', () => {
  expect(['boilerId', 'deviceCode', 'ownerName', 'address', 'annualCoal'].filter((key) => isCodeField(fieldOf(key)))).toEqual([
    'boilerId',
    'deviceCode',
  ])
})

const stored = (id: string, boilerId: string) => ({ id, origin: 'typed', values: { boilerId, ownerName: '甲厂' } }) as const
const planOf = (codes: readonly string[]) =>
  planImport({
    template,
    mode: 'replace',
    fields: ['boilerId', 'ownerName'].map((key, column) => ({ field: fieldOf(key), column })),
    rows: codes.map((code, at) => ({ row: at + 2, part: 0, values: [code, '甲厂'] })),
    current: [stored('one', '450222 0001'), stored('two', '4502220002'), stored('three', 'GL-0003')],
    headerRow: 1,
  })

test('a row that was stored in another writing is found again and takes the plain one', () => {
  const { updates, deletes, problems } = planOf(['4502220001', '4502220002', 'GL-0003'])
  expect([updates, deletes, problems]).toEqual([[{ id: 'one', cells: { boilerId: '4502220001' } }], [], []])
})

test('a new row whose key differs from a lost one by its signs alone is told at its cell', () => {
  const { counts, problems } = planOf(['4502220001', '4502220002', 'GL0003'])
  expect([counts.added, counts.removed, problems.map(({ cell, message }) => `${cell} ${message}`)]).toEqual([
    1,
    1,
    ['A4 和原有的“GL-0003”只差写法，没有当作同一行。如果是同一行，请在文件里改成一样的写法后重新导入。'],
  ])
})
