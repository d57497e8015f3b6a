import { expect, test } from 'vitest'
import { recogniseFor, shippedPack, textsWorkbook } from '../../helpers/recognition.ts'

const pack = shippedPack('liuzhou-2020')

const head = ['台账编号', '使用单位', '所在乡镇街道', '锅炉型号', '详细地址', '额定出力', '年用煤量']
const line = (id: string) => [id, '甲厂', '大埔镇', 'DZL4', '一路一号', '4', '300']
const boilers = ['4502220001', '4502220002', '4502220003'].map(line)
const firstBelow = boilers.length + 2

/** What becomes of the rows below three boilers. */
function below(...rows: readonly (readonly string[])[]) {
  const workbook = textsWorkbook('台账', [head, ...boilers, ...rows])
  const read = recogniseFor(pack, 'F4', workbook)
  const key = read.fields.findIndex(({ field }) => field.key === 'boilerId')
  return {
    taken: read.rows.filter(({ row }) => row >= firstBelow).map(({ values }) => values[key]),
    skipped: read.skipped.map(({ row, reason }) => `${row} ${reason}`),
    problems: read.problems.map(({ cell, code, message }) => `${cell} ${code} ${message}`),
    signatures: read.signatures,
  }
}
const figures = (label: string) => [label, '', '', '', '', '9', '90']

test.each([
  ['note', ['备注', '见附件']],
  ['note', ['备 注', '见附件']],
  ['note', ['填表说明', '按月填报']],
  ['note', ['数据来源', '环统', '2020']],
  ['footer', ['填表人', '张三']],
  ['footer', ['填表日期', '2020年6月5日']],
  ['footer', ['联系电话', '0772']],
  ['footer', ['填表人（签字）', '张三', '审核人', '李四', '填表日期', '2020年6月5日']],
  ['footer', ['单位负责人', '', '', '', '', '填表人', '张三']],
  ['unit', ['填报单位', '柳城县']],
  ['note', figures('上年同期')],
  ['note', figures('比上年增减')],
  ['note', figures('同比（%）')],
  ['note', figures('较去年同期增长率')],
  ['total', figures('Total')],
  ['total', figures('Grand Total')],
  ['total', figures('共2台')],
])('%s: %j is no boiler, and it is told', (reason, cells) => {
  expect(below(cells)).toMatchObject({ taken: [], skipped: [`${firstBelow} ${reason}`], problems: [] })
})

test('names of those who signed are read from cells of their own', () => {
  expect(below(['填表人', '张三', '联系电话', '0772-1'], ['审核人', '填表日期', '2020年6月5日']).signatures).toEqual({
    preparer: '张三',
    preparerPhone: '0772-1',
    fillDate: '2020-06-05',
  })
})

test('such words in a row that has its key are what stands in its cells', () => {
  const { taken, skipped, problems } = below(['4502220004', '说明', '大埔镇', '备注', '上年同期', '4', '300'])
  expect({ taken, skipped, problems }).toEqual({ taken: ['4502220004'], skipped: [], problems: [] })
})

test('a word nobody foresaw where keys are numbers: with next to nothing beside it the row is left out, and told at its cell', () => {
  expect(below(figures('大埔镇'), ['环统口径', '见附件'])).toMatchObject({
    taken: [],
    skipped: [`${firstBelow} total`, `${firstBelow + 1} note`],
    problems: [
      'A5 doubtful 这一行的“台账编号”写的是“大埔镇”，不像别的行，而且只有很少几格有内容，像是小计、对比或说明，没有导入。如果它是数据，请在文件里补全后重新导入，或在导入后补填。',
      'A6 doubtful 这一行的“台账编号”写的是“环统口径”，不像别的行，而且只有很少几格有内容，像是小计、对比或说明，没有导入。如果它是数据，请在文件里补全后重新导入，或在导入后补填。',
    ],
  })
})

test('a boiler with an odd number is taken and told, wherever it stands', () => {
  expect(below(line('备用炉一'), line('4502220004'))).toMatchObject({
    taken: ['备用炉一', '4502220004'],
    skipped: [],
    problems: ['A5 doubtful “备用炉一”不像别的行的“台账编号”，已原样带入，请核对。如果这一行是小计、对比或说明，请在导入后删除。'],
  })
})

test('a number with next to nothing beside it at the end of the table is taken and told', () => {
  expect(below(figures('4502220004'))).toMatchObject({
    taken: ['4502220004'],
    problems: ['A5 doubtful 这一行在表的末尾，文字栏几乎都空着，也一并导入了，请核对它是不是数据。如不需要，请在导入后删除。'],
  })
  // Further up it is a boiler of which somebody knew little.
  expect(below(figures('4502220004'), line('4502220005'))).toMatchObject({ taken: ['4502220004', '4502220005'], problems: [] })
})

test('where keys are words, a word is a key', () => {
  const rows = ['甲炉', '乙炉', '丙炉'].map(line)
  const workbook = textsWorkbook('台账', [head, ...rows, figures('丁炉'), line('戊炉')])
  const read = recogniseFor(pack, 'F4', workbook)
  expect(read.rows.length).toBe(5)
  expect(read.problems).toEqual([])
})

test('a file without keys: a name with figures alone is left out and told', () => {
  const rows = boilers.map((cells) => cells.slice(1))
  const workbook = textsWorkbook('台账', [head.slice(1), ...rows, figures('').slice(1).with(0, '大埔镇各厂')])
  const read = recogniseFor(pack, 'F4', workbook)
  expect(read.rows.length).toBe(3)
  expect(read.problems.map(({ cell, message }) => `${cell} ${message}`)).toEqual([
    'A5 这一行只有很少几格有内容，像是小计、对比或说明，没有导入。如果它是数据，请在文件里补全后重新导入，或在导入后补填。',
  ])
})

test('figures in brackets are no headings of another table', () => {
  const rows = [
    ['项目代码', '项目名称', '总投资（万元）', '年减碳量（吨）', '年节能量（吨标准煤）'],
    ['2020-450222-30-03-001001', '甲', '(300)', '（1,200）', '１２ ００'],
  ]
  const workbook = textsWorkbook('项目', rows)
  const read = recogniseFor(pack, 'F8', workbook)
  expect([read.rows.length, read.problems.map(({ cell, code }) => `${cell} ${code}`)]).toEqual([
    1,
    ['C2 unreadable', 'D2 unreadable', 'E2 unreadable'],
  ])
})
