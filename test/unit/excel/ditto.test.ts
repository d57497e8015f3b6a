import { expect, test } from 'vitest'
import { recogniseFor, shippedPack, textsWorkbook } from '../../helpers/recognition.ts'

const pack = shippedPack('liuzhou-2020')

/** What is read of a ledger. */
function readTable(table: readonly (readonly string[])[]) {
  const workbook = textsWorkbook('台账', table)
  const read = recogniseFor(pack, 'F4', workbook)
  const at = read.fields.findIndex(({ field }) => field.key === 'ownerName')
  return {
    owners: read.rows.map(({ values }) => values[at]),
    problems: read.problems.filter(({ field }) => field === 'ownerName').map(({ cell, code, message }) => `${cell} ${code} ${message}`),
  }
}

const head = ['台账编号', '使用单位', '统一社会信用代码', '锅炉型号', '详细地址']
const line = (id: string, owner: string) => [id, owner, '91450200198229141K', 'DZL4', '一路一号']

test('同上 becomes the value right above, and each is to be looked at', () => {
  expect(readTable([head, line('4502220001', '甲厂'), line('4502220002', '同上'), line('4502220003', '〃')])).toEqual({
    owners: ['甲厂', '甲厂', '甲厂'],
    problems: [
      'B3 doubtful 这里写的是“同上”，按上一行的“甲厂”填入，请核对。',
      'B4 doubtful 这里写的是“〃”，按上一行的“甲厂”填入，请核对。',
    ],
  })
})

test('where the row above is no row of data or is empty there, it stays as typed and is flagged', () => {
  const rows = [line('4502220001', '同上'), line('4502220002', '甲厂'), [], line('4502220003', '"'), line('4502220004', '')]
  expect(readTable([head, ...rows, line('4502220005', '同前')])).toEqual({
    owners: ['同上', '甲厂', '"', null, '同前'],
    problems: [
      'B2 doubtful “同上”的上一行没有内容可以照抄，已原样带入，请改成实际的内容。',
      'B5 doubtful “"”的上一行没有内容可以照抄，已原样带入，请改成实际的内容。',
      'B7 doubtful “同前”的上一行没有内容可以照抄，已原样带入，请改成实际的内容。',
    ],
  })
})

test('below another such word it stays as typed too', () => {
  const rows = [line('4502220001', '同上'), line('4502220002', '同上')]
  expect(readTable([head, ...rows]).owners).toEqual(['同上', '同上'])
  expect(readTable([head, ...rows]).problems.filter((problem) => !problem.includes('没有内容可以照抄'))).toEqual([])
})
