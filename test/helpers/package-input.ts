import { createHash } from 'node:crypto'
import type { PackageInput, SealedFormInput } from '../../electron/engine/package/build.ts'
import { FormTemplate } from '../../shared/forms/form-schema.ts'
import type { AuditLink } from '../../shared/submission/content.ts'
import type { SealedReport } from '../../shared/submission/table.ts'
import { exportText } from '../../shared/text/export.ts'
import { seededSigner } from './keys.ts'
import { buildWorkbook, type Cell, type SheetSpec } from './workbook.ts'

const template = FormTemplate.parse({
  id: 'F4',
  number: 'JT-04',
  title: '燃煤锅炉淘汰整治台账',
  version: 1,
  structure: { kind: 'ledger' },
  naturalKey: ['boilerId'],
  fields: [
    { key: 'boilerId', label: '台账编号', type: 'text' },
    { key: 'ownerName', label: '使用单位', type: 'text' },
    { key: 'capacityTph', label: '额定出力', type: 'decimal', unit: '蒸吨/小时', decimals: 2 },
    { key: 'capacityMw', label: '额定热功率', type: 'decimal', unit: '兆瓦', decimals: 4, computed: 'row.capacityTph * 0.7' },
    { key: 'inBuiltUpArea', label: '建成区内', type: 'yesNo' },
    { key: 'useDate', label: '投用日期', type: 'date' },
  ],
  header: ['boilerId', 'ownerName', { label: '额定出力', children: ['capacityTph', 'capacityMw'] }, 'inBuiltUpArea', 'useDate'],
})

const header: SealedReport['header'] = {
  preparer: '覃小梅',
  preparerPhone: '0772-7612345',
  auditor: '莫海燕',
  leader: '韦志强',
  fillDate: '2020-06-03',
  dataSource: '',
  revisionNo: 0,
  revisionReason: '',
  zeroReport: false,
  zeroReason: '',
}

/** The form as it is printed: what the records say, and where the layout puts it. */
export function sampleWorkbook(change: (rows: Cell[][]) => Partial<SheetSpec> = () => ({}), stored = true): Uint8Array {
  const date = { value: 40_603, format: 'yyyy-mm-dd' }
  const rows: Cell[][] = [
    ['燃煤锅炉淘汰整治台账'],
    ['表号：JT-04', exportText.unitAndPeriod('柳城县人民政府', '2020-05')],
    ['台账编号', '使用单位', '额定出力', null, '建成区内', '投用日期'],
    [null, null, '额定出力\n（蒸吨/小时）', '额定热功率\n（兆瓦）', null, null],
    ['1', '2', '3', '4', '5', '6'],
    ['4502220001', '柳城县东泉镇“宏发”豆腐坊', 2, 1.4, '否', date],
    ['4502220002', '=HYPERLINK("http://x","点我"),\n二行', -5, null, null, null],
    ['4502220003', "'引号开头", 20, 14.2, null, null],
    ['合计', null, 17, null, null, null],
    ['单位负责人：韦志强'],
  ]
  return buildWorkbook({ sheets: [{ name: '燃煤锅炉淘汰整治台账', rows, ...change(rows) }], inline: true, stored })
}

export function sampleForm(): SealedFormInput {
  return {
    template,
    reportVersion: 7,
    workbook: sampleWorkbook(),
    codes: new Map(),
    report: {
      form: 'F4',
      period: '2020-05',
      unit: '450222',
      header,
      rows: [
        {
          id: 'r1',
          values: {
            boilerId: '4502220001',
            ownerName: '柳城县东泉镇“宏发”豆腐坊',
            capacityTph: '2',
            inBuiltUpArea: '否',
            useDate: '2011-03-01',
          },
          computed: { capacityMw: '1.4' },
        },
        {
          id: 'r2',
          values: { boilerId: '4502220002', ownerName: '=HYPERLINK("http://x","点我"),\n二行', capacityTph: '-5' },
          computed: {},
        },
        {
          id: 'r3',
          values: { boilerId: '4502220003', ownerName: "'引号开头", capacityTph: '20', capacityMw: '14.2' },
          computed: { capacityMw: '14' },
        },
      ],
      totals: [{ label: '合计', values: { capacityTph: '17' }, missing: { capacityTph: 0 } }],
    },
  }
}

/** A whole, lawful package input; every call gives a fresh one. */
export function samplePackage(): PackageInput {
  const pack = { id: 'liuzhou-2020', version: '1.0.0', digest: 'a'.repeat(64) }
  return {
    submission: {
      packageId: '01HZX3V5K8Q2W4E6R7T9Y0ABCD',
      unit: { id: '450222', name: '柳城县人民政府', gbCode: '450222' },
      receiver: { id: 'liuzhou', name: '柳州市生态环境局' },
      pack: { ...pack, title: '柳州市2020年降碳工作推进方案' },
      period: '2020-05',
      revision: 1,
      revisionReason: '',
      supersedes: null,
      sealedAt: '2020-06-03T01:02:03.004Z',
      checkDate: '2020-06-03',
      program: { name: 'tanbao', version: '0.1.0' },
      audit: { seq: 42, hash: chain.at(-1)?.hash ?? '' },
    },
    forms: [sampleForm()],
    validation: {
      checkDate: '2020-06-03',
      pack,
      counts: { pass: 11, fail: 1, notApplicable: 3, error: 0 },
      rules: [
        { id: 'R-F4-04', level: '强制性', clause: '字段级', counts: { pass: 3, fail: 0, notApplicable: 0, error: 0 } },
        { id: 'R-F4-28', level: '核实性', clause: '经验区间', counts: { pass: 1, fail: 1, notApplicable: 1, error: 0 } },
      ],
      findings: [
        {
          id: 'f1',
          ruleId: 'R-F4-28',
          level: '核实性',
          outcome: 'fail',
          form: 'F4',
          rowId: 'r1',
          rowKey: '4502220001',
          rowLabel: '宏发豆腐坊 4502220001',
          fields: ['capacityTph'],
          cell: 'C7',
          message: '年用煤与容量不匹配',
          clause: '经验区间',
          origin: 'practice',
          basis: 'c'.repeat(64),
          explanation: { text: '季节性生产，每年只烧三个月', by: '覃小梅', at: '2020-06-03T01:00:00.000Z' },
        },
      ],
      waivers: [],
    },
    audit: chain.slice(40),
    signer: seededSigner('柳城县'),
  }
}

/** A history of 42 entries, each hashed on the one before. */
const chain = sampleChain(42)
function sampleChain(length: number): AuditLink[] {
  const links: AuditLink[] = []
  for (let seq = 1; seq <= length; seq++) {
    const entry = {
      ...{ seq, at: '2020-06-02T08:00:00.000Z', who: '覃小梅', source: 'typing', step: seq, what: 'cell', form: 'F4', period: '2020-05' },
      ...{ rowId: 'r1', rowKey: '4502220001', field: 'capacityTph', before: '8', after: '2', why: null },
    }
    const previous = links.at(-1)?.hash ?? '0'.repeat(64)
    const hash = createHash('sha256')
      .update(Buffer.from(previous, 'hex'))
      .update(JSON.stringify(Object.values(entry)))
      .digest('hex')
    links.push({ ...entry, previous, hash })
  }
  return links
}
