/** Packages as counties make them, straight from rows: real rules, real workbooks, real signatures, no engine and no disk. */

import { writeReportWorkbook } from '../../electron/engine/excel/writer/report-workbook.ts'
import type { AttachmentInput } from '../../electron/engine/package/attachments.ts'
import { type BuiltPackage, buildPackage } from '../../electron/engine/package/build.ts'
import type { PackageSigner } from '../../electron/engine/package/minisign.ts'
import type { Report } from '../../shared/contract/index.ts'
import type { FormTemplate } from '../../shared/forms/form-schema.ts'
import { isRowOf } from '../../shared/forms/given-rows.ts'
import type { ReportingUnit } from '../../shared/forms/manifest-schema.ts'
import type { Pack } from '../../shared/forms/pack-types.ts'
import { needsExplanation } from '../../shared/model/level.ts'
import { naturalKey } from '../../shared/model/natural-key.ts'
import { previousPeriod, shiftPeriod } from '../../shared/model/period.ts'
import { checkReports } from '../../shared/rules/check.ts'
import type { CompiledRules } from '../../shared/rules/compile-rules.ts'
import { compileTemplate } from '../../shared/rules/compute.ts'
import type { CheckInput, FormData, RowData } from '../../shared/rules/input.ts'
import type { ValidationFile } from '../../shared/submission/content.ts'
import type { Waiver } from '../../shared/submission/signed-files.ts'
import { seededSigner } from './keys.ts'
import { signedHeader } from './report.ts'
import { boiler } from './test-engine.ts'

type Values = Readonly<Record<string, string>>
/** What one county typed in one month, by form; `null` is a zero report. */
export type Typed = Readonly<Record<string, readonly Values[] | null>>
export interface Order {
  readonly unit: string
  readonly period: string
  readonly revision: number
  readonly typed: Typed
  /** What it typed in earlier months. */
  readonly before: ReadonlyMap<string, Typed>
  readonly supersedes: BuiltPackage | null
  readonly supersedesId: string | null
  /** Told apart from another package of the same place and revision. */
  readonly variant?: string
  readonly waivers?: readonly Waiver[]
  /** Signs in place of the unit's own key. */
  readonly signer?: PackageSigner
  readonly attachments?: readonly AttachmentInput[]
  /** What a changed program makes of a report before it is sealed. */
  readonly falsify?: (report: Report) => Report
}

const idSigns = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
/** An id that follows from a text. */
export const idOf = (text: string): string => {
  let seed = 7n
  for (const sign of text) seed = (seed * 131n + BigInt(sign.codePointAt(0) ?? 0)) % (1n << 128n)
  return Array.from({ length: 26 }, (_, at) => idSigns[Number((seed >> BigInt(at * 4)) & 31n)] ?? '0').join('')
}

const rowsOf = (template: FormTemplate, rows: readonly Values[]): RowData[] =>
  rows.map((values, at) => ({ id: `r${at}`, key: naturalKey(template.naturalKey, values), values }))

const formData = (template: FormTemplate, rows: readonly Values[] | null, fillDate: string): FormData => ({
  header: { ...signedHeader, fillDate, ...(rows === null ? { zeroReport: true, zeroReason: '本月没有此类项目，已与各乡镇核实' } : {}) },
  state: '可上报',
  rows: rowsOf(template, rows ?? []),
})

const dataOf = (pack: Pack, typed: Typed | undefined, fillDate: string): Map<string, FormData> =>
  new Map(
    Object.entries(typed ?? {}).flatMap(([form, rows]) => {
      const template = pack.forms.get(form)
      return template === undefined ? [] : [[form, formData(template, rows, fillDate)] as const]
    }),
  )

const inputOf = (pack: Pack, unit: ReportingUnit, { period, typed, before }: Order, checkDate: string): CheckInput => ({
  checkDate,
  period,
  unit,
  current: dataOf(pack, typed, checkDate),
  previous: dataOf(pack, before.get(previousPeriod(period)), `${period}-03`),
  earlier: (form) => {
    const template = pack.forms.get(form)
    if (template === undefined) return []
    return [...before].flatMap(([at, was]) => {
      const rows = was[form]
      return at < period && rows !== undefined ? [{ period: at, rows: rowsOf(template, rows ?? []) }] : []
    })
  },
})

export interface CountyPackage {
  readonly built: BuiltPackage
  readonly packageId: string
  readonly findings: number
  readonly sealedAt: string
}

export interface CountyMonth {
  readonly unit: ReportingUnit
  readonly checkDate: string
  readonly sealedAt: string
  readonly checked: ReturnType<typeof checkReports>
  readonly forms: readonly { readonly template: FormTemplate; readonly report: Report }[]
  readonly validation: ValidationFile & { readonly waivers: Waiver[] }
}

/** A month as its county sees it when it seals: checked, computed, and everything explained that wants it. */
export function countyMonth(pack: Pack, rules: CompiledRules, order: Order): CountyMonth {
  const unit = pack.manifest.units.find(({ id }) => id === order.unit)
  if (unit === undefined) throw new Error(`no unit ${order.unit}`)
  const { period, revision, typed } = order
  const checkDate = `${shiftPeriod(period, 1)}-03`
  const sealedAt = `${checkDate}T0${Math.min(9, revision)}:00:00.000Z`
  const input = inputOf(pack, unit, order, checkDate)
  const checked = checkReports(rules, input)
  const forms = Object.keys(typed).map((form) => {
    const template = pack.forms.get(form)
    const data = input.current.get(form)
    if (template === undefined || data === undefined) throw new Error(`no form ${form}`)
    const compiled = compileTemplate(pack, template)
    const computed = compiled.computeReport({ ...input, only: form })
    const rows = data.rows.map((row) => ({
      ...row,
      origin: 'typed' as const,
      values: { ...row.values },
      computed: { ...computed.get(row.id) },
    }))
    const totals = compiled.totals(
      rows.map((row) => ({ ...row.computed, ...row.values })),
      compiled.yearRows({ ...input, only: form }),
      period,
    )
    const { id: packId, version: packVersion } = pack.manifest
    const state = { version: 1, state: '可上报', open: true, yearRows: [], canUndo: false, canRedo: false } as const
    const report: Report = { form, period, unit: unit.id, packId, packVersion, header: data.header, rows, totals, ...state, yearRows: [] }
    return { template, report }
  })
  const levels = new Map(pack.rules.map((rule) => [rule.id, rule]))
  const { id, version } = pack.manifest
  const validation = {
    checkDate,
    pack: { id, version, digest: pack.digest },
    counts: checked.counts,
    rules: [...checked.byRule].flatMap(([rule, counts]) => {
      const known = levels.get(rule)
      return known === undefined ? [] : [{ id: rule, level: known.level, clause: known.clause, counts }]
    }),
    findings: checked.findings.map((finding) => {
      const isExplained = finding.outcome === 'fail' && needsExplanation(finding.level)
      const explanation = { text: '已到现场核实，材料留存备查', by: '覃小梅', at: sealedAt }
      return isExplained ? { ...finding, explanation } : finding
    }),
    waivers: [...(order.waivers ?? [])],
  }
  return { unit, checkDate, sealedAt, checked, forms, validation }
}

/** The package of a month. A 强制性 finding is a mistake of the test. */
export async function countyPackage(pack: Pack, rules: CompiledRules, order: Order): Promise<CountyPackage> {
  const { unit, checkDate, sealedAt, checked, forms, validation } = countyMonth(pack, rules, order)
  const { period, revision } = order
  const grave = checked.findings.find(({ level, outcome }) => level === '强制性' && outcome === 'fail')
  if (grave !== undefined) throw new Error(`${order.unit} ${period}: ${grave.ruleId} ${grave.rowKey} ${grave.message}`)
  const sealed = await Promise.all(
    forms.map(async ({ template, report: honest }) => {
      const report = order.falsify?.(honest) ?? honest
      const workbook = await writeReportWorkbook(report, template, pack, { deterministic: true })
      return { template, report, reportVersion: 1, workbook, codes: pack.codes }
    }),
  )
  const packageId = idOf(`${order.unit} ${period} ${revision} ${order.variant ?? ''}`)
  const { id, version, title } = pack.manifest
  const built = await buildPackage({
    submission: {
      packageId,
      unit: { id: unit.id, name: unit.name, gbCode: unit.gbCode ?? null },
      receiver: { ...pack.manifest.receiver },
      pack: { id, version, title, digest: pack.digest },
      period,
      revision,
      revisionReason: revision > 1 ? '核对后更正' : '',
      supersedes: order.supersedes === null ? null : { packageId: order.supersedesId ?? packageId, sha256: order.supersedes.sha256 },
      sealedAt,
      checkDate,
      program: { name: 'tanbao', version: '0.1.0' },
      audit: { seq: 1, hash: 'a'.repeat(64) },
    },
    forms: sealed,
    validation,
    attachments: order.attachments ?? [],
    audit: [],
    signer: order.signer ?? seededSigner(order.unit),
  })
  return { built, packageId, findings: checked.findings.length, sealedAt }
}

/** Rows of boilers as a clerk types them; some of them have to be explained. */
export const boilers = (pack: Pack, unit: string, count: number, month: number): Values[] => {
  const own = pack.manifest.units.find(({ id }) => id === unit)
  const region = own?.gbCode ?? own?.regionCodes[0]
  const town = pack.codes.get('TOWNS')?.items.find(({ parent }) => parent === region)?.code ?? ''
  return Array.from({ length: count }, (_, at) => {
    const annualCoal = String(at % 3 === 0 ? 5 + month : 100 + 10 * at + month)
    return { ...boiler(at + 1, { boilerId: `${unit}${String(at + 1).padStart(4, '0')}`, townCode: town, annualCoal }).values }
  })
}

const figures: Readonly<Record<string, Values>> = {
  flow: { actualMonth: '1', lastYTD: '5', lastYearTotal: '12', yearTarget: '500' },
  point: { actualMonth: '80', lastYTD: '79', lastYearTotal: '79', yearTarget: '75' },
  intensityYear: { actualMonth: '4', lastYTD: '3', lastYearTotal: '3', yearTarget: '2' },
  intensityCumulative: { lastCum: '18', actualMonth: '6', lastYTD: '5', lastYearTotal: '5', yearTarget: '4' },
  standing: { actualMonth: '1', yearTarget: '1' },
}
/** The forecast form with every target met, or (`behind`) the falls too small. */
export const targets = (pack: Pack, behind: boolean, month: number): Values[] => {
  const template = pack.forms.get('F3')
  const rows = template?.structure.kind === 'fixed' ? template.structure.rows : []
  return rows.map(({ values }) => {
    const kind = values.kindCalc ?? ''
    const slow = behind && kind === 'intensityCumulative' ? { actualMonth: '0.1', lastCum: '10' } : {}
    const sum = kind === 'flow' ? { actualYTD: String(month) } : {}
    return {
      ...values,
      ...figures[kind],
      ...sum,
      ...slow,
      assess: behind ? '难以完成' : '能完成',
      measures: '继续按计划推进各项节能措施，每月核对一次进度',
    }
  })
}

/** The form of measures: nothing has a task this month. */
export const measures = (pack: Pack, unit: string): Values[] => {
  const template = pack.forms.get('F2')
  const own = pack.manifest.units.find(({ id }) => id === unit)
  const rows = template?.structure.kind === 'fixed' && own !== undefined ? template.structure.rows.filter((row) => isRowOf(row, own)) : []
  return rows.map(({ values }) => ({ ...values, countyDept: '县发展和改革局', progressStatus: '本月无任务', yearTarget: '10' }))
}
