/** What the comparison of two packs says. */
import type { FieldType } from '../forms/form-schema.ts'
import type { Calendar, FormDuty } from '../forms/manifest-schema.ts'
import { fieldTypeNames, frequencyNames, unitKindNames } from './pack-words.ts'

const blank = '（无）'
const shown = (value: string): string => (value === '' ? blank : `“${value}”`)

export const packDiffText = {
  titles: {
    plan: '方案',
    calendar: '报送时限和报送要求',
    units: '填报单位',
    forms: '表',
    form: (id: string, title: string) => `表 ${id} ${title}`,
    codes: '代码表',
    parameters: '方案里的数',
    rules: '规则',
    indicators: '指标',
    targets: '各单位的分解目标',
    rest: '其他',
  },
  plan: { id: '方案编号', version: '版本', title: '方案名称', life: '执行期', draft: '状态', receiver: '报给', due: '报送时限' },
  changed: (what: string, before: string, after: string) => `${what}：${shown(before)} → ${shown(after)}`,
  span: (from: string | undefined, to: string | undefined) =>
    from === undefined && to === undefined ? '' : `${from ?? ''} 至 ${to ?? ''}`,
  draft: (draft: boolean) => (draft ? '征求意见稿' : '正式'),
  yes: (value: boolean) => (value ? '是' : '否'),
  calendar: ({ monthsAfter, day, inclusive, holidayShift }: Calendar) =>
    `报告期后第 ${monthsAfter} 个月的 ${day} 日（当天${inclusive ? '算' : '不算'}及时，${
      { none: '节假日不顺延', statutory: '遇法定节假日顺延', workday: '顺延到工作日' }[holidayShift]
    }）`,
  dutyOf: (form: string) => `表 ${form} 的报送要求`,
  duty: ({ required, kinds, frequency }: FormDuty) =>
    `${required ? '必须报' : '可报可不报'}，${frequencyNames[frequency]}${kinds === undefined ? '' : `，限${kinds.map((kind) => unitKindNames[kind]).join('、')}`}`,
  unitAdded: (name: string, id: string) => `新增 ${name}（${id}）`,
  unitRemoved: (name: string, id: string) => `不再包括 ${name}（${id}）`,
  unitName: '单位名称',
  unitRegions: (name: string) => `${name}的所在县区`,
  formAdded: (id: string, title: string, fields: number) => `新增表 ${id} ${title}，${fields} 栏`,
  formRemoved: (id: string, title: string) => `不再报送表 ${id} ${title}`,
  form: { title: '表名', version: '表样版本', rows: '行的结构', key: '自然键', carry: '上月带入', zero: '可以零报告' },
  structure: (kind: 'ledger' | 'single') => (kind === 'ledger' ? '行数不定' : '只有一条记录'),
  fixedRows: (rows: number) => `固定 ${rows} 行`,
  carry: (mode: 'none' | 'snapshot') => (mode === 'none' ? '每期重新填' : '整本带入'),
  field: {
    label: '名称',
    type: '类型',
    unit: '单位',
    decimals: '小数位数',
    required: '必填',
    codes: '代码表',
    computed: '公式',
    min: '下限',
    max: '上限',
    initial: '初始值',
    group: '分组',
  },
  fieldType: (type: FieldType) => fieldTypeNames[type],
  required: (required: boolean | string) => (typeof required === 'boolean' ? (required ? '必填' : '可空') : `满足 ${required} 时必填`),
  groupName: (group: 'core' | 'extended') => (group === 'core' ? '核心栏' : '扩展栏'),
  fieldPart: (label: string, what: string) => `“${label}”栏的${what}`,
  fieldAdded: (label: string, key: string, type: string) => `新增“${label}”栏（${key}，${type}）`,
  fieldRemoved: (label: string, key: string) => `取消“${label}”栏（${key}）`,
  fieldRenamed: (from: string, fromKey: string, to: string, toKey: string) =>
    `“${from}”栏（${fromKey}）改为“${to}”栏（${toKey}），已填的值随之移过去`,
  totals: '合计行有调整',
  order: '栏目的先后次序有调整',
  codesAdded: (title: string, id: string, items: number) => `新增代码表“${title}”（${id}），${items} 项`,
  codesRemoved: (title: string, id: string) => `取消代码表“${title}”（${id}）`,
  codeAdded: (list: string, code: string, label: string) => `“${list}”新增 ${code === label ? label : `${code} ${label}`}`,
  codeRemoved: (list: string, code: string, label: string) => `“${list}”取消 ${code === label ? label : `${code} ${label}`}`,
  codeLabel: (list: string, code: string) => `“${list}”里 ${code} 的名称`,
  codeReplaced: (list: string, code: string, by: string) => `“${list}”里 ${code} 停用，改用 ${by}`,
  parameter: (title: string) => title,
  clauseOf: (title: string) => `${title}的依据`,
  parameterAdded: (title: string, value: string) => `新增：${title}，${value}`,
  parameterRemoved: (title: string, value: string) => `取消：${title}（原为 ${value}）`,
  rule: {
    level: '级别',
    stage: '阶段',
    forms: '适用的表',
    when: '适用条件',
    expr: '判断',
    tolerance: '允许误差',
    message: '提示语',
    clause: '依据',
    life: '有效期',
  },
  rulePart: (id: string, what: string) => `${id} 的${what}`,
  ruleSays: (message: string) => message.replaceAll(/\{[^{}]*\}/g, '…'),
  ruleAdded: (id: string, level: string, says: string, clause: string) => `新增 ${id}（${level}）：${says}（${clause}）`,
  ruleRemoved: (id: string, level: string, says: string) => `取消 ${id}（${level}）：${says}`,
  ruleMeasure: (id: string, title: string, before: string, after: string) => `${id} 的界值“${title}”：${before} → ${after}`,
  stage: (stage: 'trial' | 'inForce') => (stage === 'trial' ? '试行' : '正式'),
  indicator: (title: string) => `${title}的目标`,
  indicatorBase: (title: string) => `${title}的基期`,
  indicatorBinding: (title: string) => `${title}的约束性`,
  base: (year: number | undefined, value: string | undefined) =>
    year === undefined ? '' : `${year} 年${value === undefined ? '' : ` ${value}`}`,
  target: (operator: string, value: string | undefined, unit: string, dueYear: number) =>
    `${dueYear} 年 ${operator} ${value ?? '（方案未给数）'}${unit}`,
  indicatorAdded: (title: string, target: string, clause: string) => `新增：${title}，${target}（${clause}）`,
  indicatorRemoved: (title: string, target: string) => `取消：${title}（${target}）`,
  unitTarget: (unit: string, indicator: string, year: number | undefined) =>
    `${unit} ${indicator}${year === undefined ? '' : ` ${year} 年`}`,
  holidays: '放假安排有调整',
  rest: '例子、说明、栏宽等不影响填报的内容有调整',
  same: '两个方案包的内容完全一样。',
  heading: (before: string, after: string) => `从 ${before} 到 ${after} 的变化：`,
  group: (title: string, lines: readonly string[]) => [`【${title}】${lines.length} 处`, ...lines.map((line) => `  · ${line}`)],
} as const
