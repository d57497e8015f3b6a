import { expect, test } from 'vitest'
import { recognise } from '../../../electron/engine/excel/recognise/recognise.ts'
import type { ImportOptions } from '../../../shared/contract/index.ts'
import { AppError } from '../../../shared/model/errors.ts'
import { errorSentence } from '../../../shared/text/errors.ts'
import { formOf, shippedPack, textsWorkbook } from '../../helpers/recognition.ts'

const refusal = (packId: string, form: string, rows: readonly (readonly string[])[], options: ImportOptions = {}): string => {
  const pack = shippedPack(packId)
  const input = { template: formOf(pack, form), codes: pack.codes, period: '2023-01', options, saved: () => undefined }
  try {
    const { rows: read } = recognise({ workbook: textsWorkbook('表', rows), ...input })
    return JSON.stringify(read)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return errorSentence(error.code, error.details)
  }
}

const heating = ['总取暖面积', '清洁取暖面积', '取暖户数', '清洁取暖户数']
const turned = expect.stringMatching(/没有找到.*工作表“表”的各栏是竖着排的.*“转置”.*再试/)

test('fields that stand in rows are to be turned', () => {
  const table = [['清洁取暖县级汇总'], ['指标', '计量单位', '数量'], ...heating.map((field) => [field, '户', '650'])]
  expect(refusal('yuncheng-145', 'F5H', table)).toEqual(turned)
  expect(refusal('yuncheng-145', 'F5H', table, { sheet: '表' })).toEqual(turned)
  expect(refusal('yuncheng-145', 'F5H', table, { sheets: 'all' })).toEqual(turned)
  const boilers = [['锅炉整治一户一表'], ['台账编号', '1', '2'], ['使用单位', '甲厂', '乙厂'], ['年用煤量（吨）', '2100', '900']]
  expect(refusal('liuzhou-2020', 'F4', boilers)).toEqual(turned)
})

test('another table is not', () => {
  expect(
    refusal('yuncheng-145', 'F5H', [
      ['姓名', '电话'],
      ['张三', '1'],
      ['取暖户数', '2'],
    ]),
  ).toMatch(/手工指出表头所在的行/)
})
