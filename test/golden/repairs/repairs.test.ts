/** Well-known slips of the pen in the boiler ledger: what is said about each, and what is offered. */
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { libraryFolder, loadPack, readPackFiles } from '../../../electron/engine/packs/load-pack.ts'
import { sourcePacksFolder } from '../../../electron/engine/packs/packs.ts'
import { naturalKey } from '../../../shared/model/natural-key.ts'
import { checkReports } from '../../../shared/rules/check.ts'
import { findingDetail } from '../../../shared/rules/detail/detail.ts'
import type { CheckInput, FormData } from '../../../shared/rules/input.ts'
import { boiler } from '../../helpers/test-engine.ts'
import { header } from '../../unit/rules/mini-pack.ts'

const folder = sourcePacksFolder()
const loaded = loadPack('liuzhou-2020', readPackFiles(join(folder, 'liuzhou-2020')), readPackFiles(join(folder, libraryFolder)))
if (!loaded.ok) throw new Error(loaded.problems[0]?.message ?? 'the pack does not load')
const { pack, compiled } = loaded.value

type Values = Readonly<Record<string, string>>
const lawful: Values = { ...boiler(1).values, townCode: '450222100' }
const formData = (...rows: readonly Values[]): FormData => ({
  header,
  state: '填报中',
  rows: rows.map((values, index) => ({ id: `r${index}`, key: naturalKey(['boilerId'], values), values })),
})
const situation = (changes: Values, before: Values | null, others: readonly Values[]): CheckInput => {
  const unit = pack.manifest.units.find(({ id }) => id === '450222')
  if (unit === undefined) throw new Error('the pack has lost its unit 450222')
  return {
    checkDate: '2020-06-03',
    period: '2020-05',
    unit,
    current: new Map([['F4', formData({ ...lawful, ...changes }, ...others)]]),
    previous: new Map(before === null ? [] : [['F4', formData({ ...lawful, ...before })]]),
    earlier: () => [],
  }
}

interface Golden {
  readonly name: string
  readonly rule: string
  readonly row: Values
  readonly before?: Values
  readonly others?: readonly Values[]
  readonly imbalance: string | null
  readonly repair: string | null
  readonly alternatives: readonly string[]
}
const other = (number: number): Values => ({
  ...lawful,
  boilerId: `450222000${number}`,
  ownerName: `第${number}厂`,
  annualCoal: '800',
  capacityTph: '2',
})

const table: readonly Golden[] = [
  {
    name: '新建的锅炉小于方案的下限：不教人把数改到刚好不禁',
    rule: 'R-F4-08',
    row: { newOrExisting: '新建', builtUpType: '县城建成区', capacityTph: '8', capacityMw: '5.6', annualCoal: '900' },
    imbalance: '额定出力 8 蒸吨/小时，应不低于 10 蒸吨/小时，少 2 蒸吨/小时（20%）。',
    repair: null,
    alternatives: [],
  },
  {
    name: '要列入整治却没填整治方式：不教人把锅炉改大',
    rule: 'R-F4-10',
    row: { builtUpType: '县城建成区', status: '在用', capacityTph: '8', disposalType: '', planDate: '' },
    imbalance: null,
    repair: null,
    alternatives: [],
  },
  {
    name: '按吨填的数又乘了一万',
    rule: 'R-H-29',
    row: { annualCoal: '1200000' },
    before: {},
    imbalance: '年用煤量 1200000 吨，应小于 1188000 吨，多 12000 吨（1.01%）。',
    repair: '年用煤量 1200000 吨 → 120 吨（疑似没有换算成“万”，大了 1 万倍）',
    alternatives: [],
  },
  {
    name: '公斤当成吨',
    rule: 'R-H-40',
    row: { annualCoal: '120000' },
    before: {},
    imbalance: '年用煤量 120000 吨，是上期年用煤量 120 吨的 1000 倍。',
    repair: '年用煤量 120000 吨 → 120 吨（疑似把“千克”当成“吨”一类，大了 1000 倍）',
    alternatives: [],
  },
  {
    name: '比上期少一成，又乘了一万',
    rule: 'R-H-40',
    row: { annualCoal: '1080000' },
    before: {},
    imbalance: '年用煤量 1080000 吨，是上期年用煤量 120 吨的 9000 倍。',
    repair: '年用煤量 1080000 吨 → 108 吨（疑似没有换算成“万”，大了 1 万倍）',
    alternatives: ['年用煤量 1080000 吨 → 120 吨（与上期一致）'],
  },
  {
    name: '小数点点错一位',
    rule: 'R-H-40',
    row: { annualCoal: '12.1' },
    before: {},
    imbalance: '年用煤量 12.1 吨，是上期年用煤量 120 吨的 0.100833 倍。',
    repair: '年用煤量 12.1 吨 → 121 吨（小数点疑似左移了一位）',
    alternatives: ['年用煤量 12.1 吨 → 120 吨（与上期一致）'],
  },
  {
    name: '第一个月没有上期，和同表各台比',
    rule: 'R-F4-38',
    row: { annualCoal: '400000', capacityTph: '1' },
    others: [other(2), other(3), other(4), other(5)],
    imbalance: '算得 400000，是参照数 400的 1000 倍。',
    repair: '年用煤量 400000 吨 → 400 吨（疑似把“千克”当成“吨”一类，大了 1000 倍）',
    alternatives: ['额定出力 1 蒸吨/小时 → 1000 蒸吨/小时（疑似小了 1000 倍）'],
  },
  {
    name: '把蒸吨数填在兆瓦栏',
    rule: 'R-F4-05',
    row: { capacityTph: '4', capacityMw: '4', annualCoal: '600' },
    imbalance: '额定热功率 4 兆瓦，按其他栏算应为 2.8 兆瓦，相差 1.2 兆瓦（42.86%），最多允许相差 0.14 兆瓦。',
    repair: '额定热功率 4 兆瓦 → 2.8 兆瓦（疑似把蒸吨数填在兆瓦栏（1 蒸吨/小时约 0.7 兆瓦））',
    alternatives: [
      '额定出力 4 蒸吨/小时 → 5.714 蒸吨/小时（疑似把兆瓦数填在蒸吨栏（1 蒸吨/小时约 0.7 兆瓦））',
      '额定热功率 4 兆瓦 → 2.8 兆瓦（去掉手填的数，恢复自动计算）',
      '额定热功率 4 兆瓦 → 2.94 兆瓦（满足规则 R-F4-05 的最小改动）',
      '额定出力 4 蒸吨/小时 → 5.443 蒸吨/小时（满足规则 R-F4-05 的最小改动）',
    ],
  },
  {
    name: '热水锅炉的兆瓦数填在蒸吨栏',
    rule: 'R-F4-06',
    row: { capacityTph: '2.8', annualCoal: '600' },
    imbalance: null,
    repair: '额定出力 2.8 蒸吨/小时 → 4 蒸吨/小时（疑似把兆瓦数填在蒸吨栏（1 蒸吨/小时约 0.7 兆瓦））',
    alternatives: [],
  },
  {
    name: '用煤太少',
    rule: 'R-F4-28',
    row: { annualCoal: '5' },
    imbalance: '年用煤量 5 吨，应不低于 20 吨，少 15 吨（75%）。',
    repair: '年用煤量 5 吨 → 20 吨（满足规则 R-F4-28 的最小改动）',
    alternatives: ['额定出力 1 蒸吨/小时 → 0.25 蒸吨/小时（满足规则 R-F4-28 的最小改动）'],
  },
  {
    name: '投用日期在报告期之后',
    rule: 'R-F4-17',
    row: { useDate: '2020-07-09' },
    imbalance: '投用日期 2020-07-09，应不晚于 2020-05-31，相差 39 天。',
    repair: '投用日期 2020-07-09 → 2020-05-31（满足规则 R-F4-17 的最小改动，挪 39 天）',
    alternatives: [],
  },
  {
    name: '负号',
    rule: 'R-H-23',
    row: { annualCoal: '-120' },
    imbalance: '年用煤量 -120 吨，应不低于 0 吨，少 120 吨。',
    repair: '年用煤量 -120 吨 → 120 吨（疑似多写了负号）',
    alternatives: ['年用煤量 -120 吨 → 0 吨（满足规则 R-H-23 的最小改动）'],
  },
  {
    name: '数字里夹着文字',
    rule: 'R-H-22',
    row: { annualCoal: '约1.2万吨' },
    imbalance: null,
    repair: '年用煤量 约1.2万吨 → 12000 吨（把填的文字认成数）',
    alternatives: [],
  },
  {
    name: '括号里的数是负数，不当正数认',
    rule: 'R-H-22',
    row: { annualCoal: '（6）' },
    imbalance: null,
    repair: null,
    alternatives: [],
  },
  {
    name: '小数位数太多',
    rule: 'R-H-24',
    row: { annualCoal: '120.123' },
    imbalance: null,
    repair: '年用煤量 120.123 吨 → 120.12 吨（满足规则 R-H-24 的最小改动）',
    alternatives: ['年用煤量 120.123 吨 → 120.13 吨（满足规则 R-H-24 的最小改动）'],
  },
  {
    name: '手填的补助金额是元',
    rule: 'R-F4-34',
    row: { subsidyStd: '4', subsidyAmount: '40000' },
    imbalance: '补助金额 40000 万元，应不超过 4.0004 万元，多 39995.9996 万元。',
    repair: '补助金额 40000 万元 → 4 万元（去掉手填的数，恢复自动计算）',
    alternatives: ['补助金额 40000 万元 → 4 万元（满足规则 R-F4-34 的最小改动）'],
  },
  {
    name: '出力与上期不同',
    rule: 'R-F4-32',
    row: { capacityTph: '4', annualCoal: '600' },
    before: {},
    imbalance: '额定出力 4 蒸吨/小时，应等于上期额定出力 1 蒸吨/小时，相差 3 蒸吨/小时（300%）。',
    repair: '额定出力 4 蒸吨/小时 → 1 蒸吨/小时（满足规则 R-F4-32 的最小改动）',
    alternatives: [],
  },
  {
    name: '替代能源与整治方式不一致：两种都可能，不替人选',
    rule: 'R-F4-26',
    row: { disposalType: '煤改气', replaceFuel: '电' },
    imbalance: null,
    repair: null,
    alternatives: ['替代能源 电 → 天然气（代码表里符合规则的一项）', '替代能源 电 → 煤气（代码表里符合规则的一项）'],
  },
  {
    name: '是否在建成区填反了：不替人翻',
    rule: 'R-F4-16',
    row: { inBuiltUpArea: '是' },
    imbalance: null,
    repair: null,
    alternatives: [
      '建成区类型 其他区域 → 县城建成区（代码表里符合规则的一项）',
      '建成区类型 其他区域 → 建制镇建成区（代码表里符合规则的一项）',
      '是否在建成区 是 → 否（换成另一个答案）',
    ],
  },
]

test.each(table)('$rule $name', ({ rule, row, before = null, others = [], imbalance, repair, alternatives }) => {
  const given = situation(row, before, others)
  const finding = checkReports(compiled, given).findings.find(({ ruleId, rowId }) => ruleId === rule && rowId === 'r0')
  if (finding === undefined) throw new Error(`${rule} does not fail`)
  const detail = findingDetail(compiled, given, finding)
  const shown = (offer: NonNullable<typeof detail.repair>): string => `${offer.label} ${offer.shownFrom} → ${offer.shownTo}（${offer.why}）`
  expect({
    imbalance: detail.imbalance?.text ?? null,
    repair: detail.repair === null ? null : shown(detail.repair),
    alternatives: detail.alternatives.map(shown),
  }).toEqual({ imbalance, repair, alternatives })
})
