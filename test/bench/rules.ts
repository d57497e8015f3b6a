/**
 * Rule evaluations per second, against the same checks written by hand in TypeScript over the same rows and
 * the same exact numbers. Both must find the same, or the comparison means nothing.
 */
import { join } from 'node:path'
import { libraryFolder, loadPack, readPackFiles } from '../../electron/engine/packs/load-pack.ts'
import { sourcePacksFolder } from '../../electron/engine/packs/packs.ts'
import { townList } from '../../shared/forms/form-schema.ts'
import type { Pack } from '../../shared/forms/pack-types.ts'
import { isDate } from '../../shared/model/dates.ts'
import { parseDecimal, zero } from '../../shared/model/decimal.ts'
import { checkReports } from '../../shared/rules/check.ts'
import { compileRules } from '../../shared/rules/compile-rules.ts'
import { blankHeader, type CheckInput, type RowData } from '../../shared/rules/input.ts'

export interface BenchRow {
  readonly name: string
  readonly rows: number
  readonly evaluations: number
  readonly milliseconds: number
  readonly perSecond: number
  /** Time of the rules divided by the time of the handwritten checks. */
  readonly ratio?: number
}

const header = { ...blankHeader, preparer: '张三', auditor: '李四', leader: '王五', fillDate: '2020-06-01' }

/** Boilers with every kind of value; about one in twenty breaks some rule, one in ten leaves a cell blank. */
const boilers = (count: number, town: string): RowData[] =>
  Array.from({ length: count }, (_, index) => {
    const values: Record<string, string> = {
      boilerId: `450222${String(index).padStart(6, '0')}`,
      ownerName: `第${index % 997}锅炉房`,
      uscc: '9144030071526726XG',
      townCode: town,
      address: `城西路${index % 300}号`,
      inPark: '否',
      inHeatNetwork: '否',
      inBanArea: '否',
      model: `DZL${index % 60}`,
      manufactureNo: String(index),
      deviceCode: `1100${String(index).padStart(8, '0')}`,
      regNo: `锅10桂B${index}`,
      pressureType: '承压',
      medium: '蒸汽',
      newOrExisting: '存量',
      boilerUse: '工业生产',
      disposalType: '煤改电',
      replaceFuel: '电',
      replaceCapacityTph: '3',
      replaceEnergyTce: '120.5',
      planDate: '2020-09-30',
      lng: '109.2',
      lat: '24.6',
      capacityTph: index % 20 === 0 ? '0' : String((index % 60) + 0.5),
      capacityMw: String((((index % 60) + 0.5) * 7) / 10),
      fuelOriginal: '燃煤',
      status: index % 7 === 0 ? '已淘汰待验收' : '在用',
      useDate: `20${String(10 + (index % 9))}-03-15`,
      inBuiltUpArea: index % 2 === 0 ? '是' : '否',
      builtUpType: index % 2 === 0 ? '县城建成区' : '其他区域',
      annualCoal: String(((index % 60) + 0.5) * 300),
    }
    if (index % 7 === 0) {
      values.chimneyCut = '是'
      values.deregDate = '2020-05-30'
    }
    if (index % 7 === 0) values.retireDate = `2020-05-${String((index % 28) + 1).padStart(2, '0')}`
    if (index % 10 === 3) delete values.annualCoal
    return { id: `r${index}`, key: values.boilerId ?? '', values }
  })

const inputOf = (pack: Pack, rows: readonly RowData[]): CheckInput => {
  const unit = pack.manifest.units.find(({ id }) => id === '450222')
  if (unit === undefined) throw new Error('the pack has lost its unit 450222')
  return {
    checkDate: '2020-06-03',
    period: '2020-05',
    unit,
    current: new Map([['F4', { header, state: '填报中', rows }]]),
    previous: new Map(),
    earlier: () => [],
  }
}

const comparedRules = ['R-B-1', 'R-B-2', 'R-B-3', 'R-B-4', 'R-B-5']
/** Five checks as a pack would say them. */
const withComparedRules = (pack: Pack): Pack => {
  const template = pack.rules[0]
  if (template === undefined) throw new Error('the pack has no rules')
  const expressions = [
    'row.capacityTph > 0 && row.capacityTph <= 3000',
    'abs(row.capacityMw - row.capacityTph * 0.7) <= 0.05 * row.capacityTph',
    '!row.status.startsWith("已淘汰") || has(row.retireDate)',
    'row.retireDate <= monthEnd(report.period) && row.useDate <= row.retireDate',
    'keyCount(row, "boilerId") == 1',
  ]
  const rules = expressions.map((expr, index) => ({
    id: comparedRules[index] ?? '',
    forms: ['F4'],
    reads: [],
    level: '强制性' as const,
    scope: 'rows' as const,
    expr,
    blank: 'skip' as const,
    zeroFields: [],
    message: '{boilerId}',
    cells: ['boilerId'],
    clause: 'bench',
    origin: 'practice' as const,
    stage: 'inForce' as const,
    examples: template.examples,
  }))
  return { ...pack, rules }
}

/** The same five checks by hand; a blank leaves a check out. Returns how many fail. */
const byHand = (rows: readonly RowData[]): number => {
  const keys = new Map<string, number>()
  for (const { values } of rows) if (values.boilerId !== undefined) keys.set(values.boilerId, (keys.get(values.boilerId) ?? 0) + 1)
  let failed = 0
  for (const { values } of rows) {
    const tph = values.capacityTph === undefined ? undefined : parseDecimal(values.capacityTph)
    const mw = values.capacityMw === undefined ? undefined : parseDecimal(values.capacityMw)
    if (tph !== undefined) {
      if (!(tph.gt(zero) && tph.lte(3000))) failed += 1
      if (mw?.minus(tph.times('0.7')).abs().gt(tph.times('0.05')) === true) failed += 1
    }
    if (values.status?.startsWith('已淘汰') === true && values.retireDate === undefined) failed += 1
    const { retireDate, useDate } = values
    if (
      retireDate !== undefined &&
      useDate !== undefined &&
      isDate(retireDate) &&
      isDate(useDate) &&
      (retireDate > '2020-05-31' || useDate > retireDate)
    )
      failed += 1
    if (values.boilerId !== undefined && keys.get(values.boilerId) !== 1) failed += 1
  }
  return failed
}

const timed = <T>(work: () => T): { readonly result: T; readonly milliseconds: number } => {
  const start = performance.now()
  const result = work()
  return { result, milliseconds: performance.now() - start }
}

/** Runs the comparison for each number of rows, then all rules of the pack. */
export const benchRules = async (sizes: readonly number[] = [1_000, 10_000, 100_000]): Promise<readonly BenchRow[]> => {
  const folder = sourcePacksFolder()
  const loaded = loadPack('liuzhou-2020', readPackFiles(join(folder, 'liuzhou-2020')), readPackFiles(join(folder, libraryFolder)))
  if (!loaded.ok) throw new Error(loaded.problems[0]?.message)
  const { pack, compiled } = loaded.value
  const town = pack.codes.get(townList)?.items.find((item) => item.parent === '450222')?.code ?? ''
  const compared = compileRules(withComparedRules(pack))
  const results: BenchRow[] = []
  checkReports(compared, inputOf(pack, boilers(5_000, town)))
  byHand(boilers(5_000, town))
  for (const size of sizes) {
    const rows = boilers(size, town)
    const hand = timed(() => byHand(rows))
    const rules = timed(() => checkReports(compared, inputOf(pack, rows)))
    if (rules.result.findings.length !== hand.result) throw new Error(`rules find ${rules.result.findings.length}, by hand ${hand.result}`)
    const evaluations = size * comparedRules.length
    const perSecond = (milliseconds: number): number => Math.round((evaluations / milliseconds) * 1000)
    results.push({ name: 'by hand', rows: size, evaluations, milliseconds: hand.milliseconds, perSecond: perSecond(hand.milliseconds) })
    results.push({
      name: 'rules',
      rows: size,
      evaluations,
      milliseconds: rules.milliseconds,
      perSecond: perSecond(rules.milliseconds),
      ratio: rules.milliseconds / hand.milliseconds,
    })
    const all = timed(() => checkReports(compiled, inputOf(pack, rows)))
    // Rules that do not apply are left out: most of them are decided once for a field and cost nothing.
    const { pass, fail, error } = all.result.counts
    const count = pass + fail + error
    results.push({
      name: 'all rules of the pack',
      rows: size,
      evaluations: count,
      milliseconds: all.milliseconds,
      perSecond: Math.round((count / all.milliseconds) * 1000),
    })
  }
  return results
}

if (import.meta.main) {
  for (const row of await benchRules()) {
    const ratio = row.ratio === undefined ? '' : `  ${row.ratio.toFixed(1)} × by hand`
    process.stdout.write(
      `${row.name.padEnd(24)}${String(row.rows).padStart(8)} rows ${row.milliseconds.toFixed(0).padStart(7)} ms ${row.perSecond.toLocaleString('en').padStart(14)} /s${ratio}\n`,
    )
  }
}
