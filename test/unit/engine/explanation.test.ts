import { expect, test } from 'vitest'
import { refuseExplanation } from '../../../shared/rules/explanation.ts'
import { explanationFault } from '../../../shared/text/explanation.ts'

test.each([
  ['', 'tooShort'],
  ['无', 'tooShort'],
  ['同上', 'tooShort'],
  ['情况属实', 'tooShort'],
  ['。。。！！！……', 'tooShort'],
  ['啊啊啊啊啊啊啊啊', 'repeated'],
  ['一二一二一二一二', 'repeated'],
  ['12345678', 'noChinese'],
  ['asdfghjkl', 'noChinese'],
  ['经核实，情况属实，数据无误。', 'boilerplate'],
  ['已核对，企业填报数据真实准确', 'boilerplate'],
  ['经核实无误，同上，没有问题', 'boilerplate'],
  ['核　实　无　误　情况属实', 'boilerplate'],
  ['该企业上报数据均属实，确认无误', 'boilerplate'],
] as const)('“%s” says nothing', (text, fault) => {
  expect(refuseExplanation(text)).toBe(explanationFault[fault])
})

test.each([
  '企业五月停产检修，故煤耗为零',
  '已到现场核查，锅炉铭牌为2蒸吨，上月误填为20蒸吨',
  '该炉5月12日起改用天然气，见整改报告',
  '县里开会推迟，6月9日才汇总完',
])('“%s” may stand', (text) => {
  expect(refuseExplanation(text)).toBeUndefined()
})
