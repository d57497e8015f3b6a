import { expect, test } from 'vitest'
import { refuseExplanation, refuseZeroReason } from '../../../shared/rules/explanation.ts'
import { explanationFault } from '../../../shared/text/explanation.ts'
import { emptyExplanations, soundExplanations } from '../../data/explanations.ts'

test.each([
  ['', 'tooShort'],
  ['无', 'tooShort'],
  ['同上', 'tooShort'],
  ['情况属实', 'tooShort'],
  ['已核实过', 'tooShort'],
  ['正常现象', 'tooShort'],
  ['没有停产', 'tooShort'],
  ['已停产', 'tooShort'],
  ['停产停产', 'repeated'],
  ['。。。！！！……', 'tooShort'],
  ['啊啊啊啊啊啊啊啊', 'repeated'],
  ['一二一二一二一二', 'repeated'],
  ['12345678', 'noChinese'],
  ['asdfghjkl', 'noChinese'],
] as const)('“%s” says nothing', (text, fault) => {
  expect(refuseExplanation(text)).toBe(explanationFault[fault])
})

test.each(emptyExplanations)('“%s” gives no cause', (text) => {
  expect(refuseExplanation(text)).toBe(explanationFault.boilerplate)
})

test.each(soundExplanations)('“%s” may stand', (text) => {
  expect(refuseExplanation(text)).toBeUndefined()
})

test('an empty phrase around a cause takes nothing from it, and many of them make no cause', () => {
  for (const text of soundExplanations) expect(refuseExplanation(`经核实，情况属实。${text}，特此说明`)).toBeUndefined()
  expect(refuseExplanation(emptyExplanations.join('，'))).toBe(explanationFault.boilerplate)
})

test.each([
  '本月没有项目投产',
  '没有投产',
  '暂无项目',
  '无新增',
  '本月没有此类情况',
  '本县没有煤矿',
  '辖区内没有高耗能企业',
  '无此类企业',
  '本縣無此類企業',
  '本单位没有相关项目',
])('“%s” says why there is nothing to report', (text) => expect(refuseZeroReason(text)).toBeUndefined())

test.each([
  '无',
  '本月无',
  '同上月',
  '核实无误',
  '情况属实，数据准确',
  '无无无无无无',
  '没有没有没有',
  '没有问题',
  '本月无变化',
  '没有其他情况',
  ...emptyExplanations,
])('“%s” does not say why there is nothing to report', (text) =>
  expect(Object.values<string>(explanationFault)).toContain(refuseZeroReason(text)),
)

test('that there is none of a kind explains no figure', () => {
  expect(refuseExplanation('无此类企业')).toBe(explanationFault.boilerplate)
})
