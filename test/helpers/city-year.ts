/** What arrives at a city in some months, by a seed: every county's packages, corrected, doubled, damaged, forged and replayed. */
import type { ReceivedFile } from '../../electron/engine/city/receive.ts'
import type { QuarantineReason } from '../../shared/city/package-facts.ts'
import type { Pack } from '../../shared/forms/pack-types.ts'
import { shiftPeriod } from '../../shared/model/period.ts'
import type { CompiledRules } from '../../shared/rules/compile-rules.ts'
import { boilers, type CountyPackage, countyPackage, measures, type Typed, targets } from './county-packages.ts'
import { seededSigner } from './keys.ts'
import { openPackage, reseal } from './open-package.ts'

export interface Arrival extends ReceivedFile {
  /** When it arrives, whatever arrives before or after it. */
  readonly at: string
  /** What must come of it: taken in (null), or kept apart with this reason. */
  readonly reason: QuarantineReason | null
}

/** Numbers that look like chance and are the same for a seed. */
export function dice(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}
export function shuffled<T>(items: readonly T[], seed: number): T[] {
  const roll = dice(seed)
  const mixed = [...items]
  for (let at = mixed.length - 1; at > 0; at--) {
    const other = roll(at + 1)
    ;[mixed[at], mixed[other]] = [mixed[other], mixed[at]] as [T, T] // both lie in the list
  }
  return mixed
}

/** Units of the plan that have towns of their own. */
export const countiesOf = (pack: Pack, count: number): string[] =>
  [...pack.manifest.units.filter(({ gbCode }) => gbCode !== undefined), ...pack.manifest.units.filter(({ kind }) => kind === 'board')]
    .map(({ id }) => id)
    .slice(0, count)

const flipped = (bytes: Uint8Array, at: number): Uint8Array => {
  const copy = new Uint8Array(bytes)
  copy[at] = (copy[at] ?? 0) ^ 1
  return copy
}
const withText = (files: Map<string, Uint8Array>, name: string, change: (text: string) => string): Map<string, Uint8Array> =>
  new Map(files).set(name, Buffer.from(change(Buffer.from(files.get(name) ?? []).toString())))

/** The ways in which a sound package goes wrong, one after the other. */
async function spoilt(bytes: Uint8Array, way: number): Promise<[Uint8Array, QuarantineReason]> {
  const { root, files } = await openPackage(bytes)
  switch (way % 4) {
    case 0:
      return [flipped(bytes, Math.floor(bytes.length / 2)), 'damaged']
    case 1:
      return [
        await reseal(
          root,
          withText(files, 'data/submission.json', (text) => text.replace('"sealedAt":"20', '"sealedAt":"19')),
        ),
        'forged',
      ]
    case 2:
      return [
        await reseal(
          root,
          withText(files, 'bag-info.txt', (text) => text.replace(/Tanbao-Format: \d+/, 'Tanbao-Format: 9')),
        ),
        'futureVersion',
      ]
    default:
      return [bytes.slice(0, Math.floor(bytes.length * 0.6)), 'unreadable']
  }
}

export interface YearOptions {
  readonly pack: Pack
  readonly rules: CompiledRules
  readonly units: readonly string[]
  readonly first: string
  readonly months: number
  readonly seed: number
  /** Boilers of a county. */
  readonly rows: number
}

/** Everything that arrives, in the order it was made. */
export async function cityYear({ pack, rules, units, first, months, seed, rows }: YearOptions): Promise<Arrival[]> {
  const roll = dice(seed)
  const arrivals: Arrival[] = []
  let wrongs = 0
  for (const unit of units) {
    const before = new Map<string, Typed>()
    for (let month = 0; month < months; month++) {
      const period = shiftPeriod(first, month)
      const typed = (coal: number): Typed => ({
        F1: null,
        F2: measures(pack, unit),
        F3: targets(pack, roll(4) === 0, month + 1),
        F4: boilers(pack, unit, rows, coal),
      })
      const day = (number: number) => `${shiftPeriod(period, 1)}-${String(number).padStart(2, '0')}T02:00:00.000Z`
      const add = ({ built }: CountyPackage, at: string): void =>
        void arrivals.push({ fileName: built.fileName, bytes: built.bytes, at, reason: null })
      const own = typed(month)
      const order = { unit, period, before: new Map(before), supersedes: null, supersedesId: null }
      const made = await countyPackage(pack, rules, { ...order, revision: 1, typed: own })
      add(made, day(3 + roll(5)))
      const chance = roll(10)
      if (chance === 0) {
        const corrected = typed(month + 3)
        const revised = { ...order, revision: 2, typed: corrected, supersedes: made.built, supersedesId: made.packageId }
        add(await countyPackage(pack, rules, revised), day(12))
        before.set(period, corrected)
      } else before.set(period, own)
      // The same bytes under another name, and again later.
      if (chance === 1) arrivals.push({ fileName: `${unit} (1).zip`, bytes: made.built.bytes, at: arrivals.at(-1)?.at ?? '', reason: null })
      if (chance === 2) add(await countyPackage(pack, rules, { ...order, revision: 1, typed: typed(month + 1), variant: 'rival' }), day(9))
      if (chance === 3) {
        const stranger = seededSigner('a stranger')
        const { built } = await countyPackage(pack, rules, { ...order, revision: 1, typed: own, variant: 'stranger', signer: stranger })
        arrivals.push({ fileName: built.fileName, bytes: built.bytes, at: day(8), reason: 'keyUnknown' })
      }
      if (chance === 4 || chance === 5) {
        const [bytes, reason] = await spoilt(made.built.bytes, wrongs++)
        arrivals.push({ fileName: made.built.fileName, bytes, at: day(8), reason })
      }
    }
  }
  return arrivals
}
