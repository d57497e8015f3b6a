import { describe, expect, test } from 'vitest'
import { otherUnit } from '../../../electron/engine/excel/recognise/stated-unit.ts'
import { recogniseFor, shippedPack, textsWorkbook } from '../../helpers/recognition.ts'

const among = (pack: Parameters<typeof shippedPack>[0], name: string) => {
  const { units } = shippedPack(pack).manifest
  const own = units.find((unit) => unit.name === name)
  if (own === undefined) throw new Error(`${name} is no unit of ${pack}`)
  return { own, units }
}

describe('of the lines over a table', () => {
  const liucheng = among('liuzhou-2020', '柳城县')
  const jiang = among('yuncheng-145', '绛县')
  const sanjiang = among('liuzhou-2020', '三江侗族自治县')
  const dongan = among('yongzhou-peak', '东安县')
  const board = among('liuzhou-2020', '柳东新区管委会')
  test.each([
    ['填报单位：鹿寨县　　2020年5月', '鹿寨县', liucheng],
    ['填报单位(盖章)： 鹿 寨 县', '鹿寨县', liucheng],
    ['鹿寨县2020年5月燃煤锅炉台账', '鹿寨县', liucheng],
    ['填报单位：柳东新区管委会', '柳东新区管委会', liucheng],
    ['新绛县煤炭消费月报', '新绛县', jiang],
    ['填报单位：柳城县', '柳城县', board],
    ['填报单位：三江县发改局', '三江侗族自治县', liucheng],
    ['融水县煤锅炉台账', '融水苗族自治县', liucheng],
    ['填报单位：柳东新区', '柳东新区管委会', liucheng],
    ['永州市道县台账', '道县', dongan],
  ])('%s is of %s', (text, found, unit) => {
    expect(otherUnit(text, unit)).toBe(found)
  })
  test.each([
    ['填报单位：柳城县', liucheng],
    ['柳城县、鹿寨县燃煤锅炉台账', liucheng],
    ['柳州市燃煤锅炉淘汰台账', liucheng],
    ['填报单位：广西某某股份有限公司', liucheng],
    ['柳东新区管委会抄送', liucheng],
    ['绛县煤炭消费月报', jiang],
    // A board cuts across counties, which its titles name.
    ['鱼峰区燃煤锅炉台账', board],
    ['', liucheng],
    ['填报单位：三江县发展改革局（融安县代报）', sanjiang],
    ['填报单位：鹿寨县糖厂柳城分厂', liucheng],
    ['单位名称：广西鹿寨县化肥有限公司', liucheng],
    ['公路国省道县道照明改造项目', dongan],
    ['柳江区域能源台账', liucheng],
    ['抄送：鹿寨县', liucheng],
    ['表样来源：鹿寨县', liucheng],
    ['填报单位：鹿寨县发展和改革局', among('liuzhou-2020', '市发展改革委')],
    ['填报单位：鱼峰区雒容镇人民政府', board],
    ['填报单位:北部生态新区(阳和工业新区)管委会(柳北区)', among('liuzhou-2020', '北部生态新区（阳和工业新区）管委会')],
  ])('%s is of nobody else', (text, unit) => {
    expect(otherUnit(text, unit)).toBeUndefined()
  })
})

const line = (id: string, owner: string, address: string) => [id, owner, '91450200198229141K', 'DZL4', address]
const head = ['台账编号', '使用单位', '统一社会信用代码', '锅炉型号', '详细地址']

/** What is told of the whole sheet. */
function readSheet(name: string, table: readonly (readonly string[])[]) {
  const pack = shippedPack('liuzhou-2020')
  const unit = among('liuzhou-2020', '柳城县')
  const read = recogniseFor(pack, 'F4', textsWorkbook(name, table), { options: { tables: 'all' }, unit })
  const told = read.problems.filter(({ message }) => message.includes('没有选错文件'))
  return { rows: read.rows.length, told: told.map(({ cell, code, message }) => `${cell} ${code} ${message}`) }
}

test('a file of another county or month is named once for each, and taken in all the same', () => {
  const titles = [['鹿寨县2020年4月燃煤锅炉台账'], ['填报单位：鹿寨县']]
  expect(readSheet('融安县', [...titles, head, line('4502230001', '甲厂', '一路一号')])).toEqual({
    rows: 1,
    told: [
      'A1 doubtful 文件的标题写的是 2020年4月，现在导入的是 2020年5月 的报表，请确认没有选错文件。',
      'A1 doubtful 这里写的是 鹿寨县，现在导入的是 柳城县 的报表，请确认没有选错文件。',
      'A3 doubtful 这里写的是 融安县，现在导入的是 柳城县 的报表，请确认没有选错文件。',
    ],
  })
})

test('what stands in the rows of a table is no title of the one below it', () => {
  const table = (id: string) => [head, line(`${id}1`, '融安县糖业', '鹿寨县一路一号'), line(`${id}2`, '乙厂', '二路二号')]
  expect(readSheet('台账', [['柳城县台账'], ...table('450222000'), [''], ['二、乡镇'], ...table('450222001')])).toEqual({
    rows: 4,
    told: [],
  })
})
