/** What sealing a county's month costs: its workbooks, the package with its signature, and the proof that it verifies. */
import { verifyPackage } from '../../electron/engine/package/verify.ts'
import { liuzhou } from '../helpers/city-desk.ts'
import { boilers, countyPackage, measures, targets } from '../helpers/county-packages.ts'
import { type BenchTable, percentile, rounded } from './measurement.ts'

const unit = '450222'
const period = '2020-05'

async function timed<T>(work: () => Promise<T>): Promise<readonly [T, number]> {
  const start = performance.now()
  const result = await work()
  return [result, performance.now() - start]
}

async function measure(rows: number, turns: number): Promise<(string | number)[]> {
  const { pack, rules } = liuzhou()
  const typed = { F1: null, F2: measures(pack, unit), F3: targets(pack, true, 1), F4: boilers(pack, unit, rows, 0) }
  const order = { unit, period, revision: 1, typed, before: new Map(), supersedes: null, supersedesId: null }
  const whole: number[] = []
  const proofs: number[] = []
  let bytes = 0
  for (let turn = 0; turn <= turns; turn++) {
    const [{ built }, wholeMs] = await timed(() => countyPackage(pack, rules, order))
    const [{ ok, problems }, proofMs] = await timed(() => verifyPackage(built.bytes))
    if (!ok) throw new Error(problems.map(({ file, message }) => `${file} ${message}`).join('; '))
    bytes = built.bytes.length
    // The first one warms up.
    if (turn === 0) continue
    whole.push(wholeMs)
    proofs.push(proofMs)
  }
  const [build, proof] = [percentile(whole, 0.5), percentile(proofs, 0.5)]
  return [rows, rounded(bytes / 1024 / 1024), rounded(build), rounded(proof), rounded(build + proof)]
}

/** @param sizes boilers in the month */
export async function benchPackage(sizes: readonly number[], turns: number): Promise<BenchTable> {
  const rows: (string | number)[][] = []
  for (const size of sizes) rows.push(await measure(size, turns))
  return {
    title: 'A county seals its month',
    about:
      'Four forms; the fourth has so many boilers. Building: all rules, four workbooks, records, digests and signature. Proving: the whole verifier, workbooks against figures. Medians.',
    columns: ['boilers', 'MB', 'building ms', 'proving ms', 'together ms'],
    rows,
  }
}
