/**
 * Rounding a table so that what is printed still adds up (舍位平衡). Each sum is first rounded as usual, then the parts are
 * cut off and what is missing goes, one unit of the last place each, to the parts that lost most. So a sum differs from the
 * true one by at most half a unit, a part from its true value by less than one, and a part that needs no rounding stays.
 */
import { Decimal, roundDecimal, zero } from './decimal.ts'

export interface BalancedTable {
  readonly parts: readonly Decimal[]
  /** One for each group: exactly the sum of its printed parts. */
  readonly sums: readonly Decimal[]
}

/** Parts that belong together, with the groups that lie wholly within. */
interface Branch {
  readonly members: ReadonlySet<number>
  readonly branches: Branch[]
}

/**
 * @param groups positions of the parts that each printed sum is made of. Groups may lie within each other; a group that cuts
 *   across another one is printed as the sum of its printed parts and may then differ by more than half a unit.
 * @param digits after the point, not negative
 */
export function balancedRounding(parts: readonly Decimal[], groups: readonly (readonly number[])[], digits: number): BalancedTable {
  const unit = new Decimal(10).pow(digits)
  const inUnits = parts.map((part) => part.times(unit))
  const whole = new Array<Decimal>(parts.length).fill(zero)
  const root = nest(parts.length, groups)
  spread(root, roundDecimal(sumOf(root.members, inUnits), 0), inUnits, whole)
  const sum = (members: Iterable<number>): Decimal => sumOf(members, whole).div(unit)
  return { parts: whole.map((value) => value.div(unit)), sums: groups.map((members) => sum(new Set(members))) }
}

/** The groups as a tree, the largest outermost; those that cut across another are left out. */
const nest = (count: number, groups: readonly (readonly number[])[]): Branch => {
  const root: Branch = { members: new Set(Array.from({ length: count }, (_, index) => index)), branches: [] }
  for (const members of groups.map((group) => new Set(group)).toSorted((a, b) => b.size - a.size)) {
    if (members.size === 0) continue
    let branch: Branch | undefined = root
    for (let inner: Branch | undefined = root; inner !== undefined; ) {
      branch = inner
      inner = branch.branches.find((candidate) => every(members, (member) => candidate.members.has(member)))
    }
    if (branch.branches.every((other) => every(members, (member) => !other.members.has(member))))
      branch.branches.push({ members, branches: [] })
  }
  return root
}

/** Shares out `total` units among what the branch is made of, then within each part of it. */
const spread = (branch: Branch, total: Decimal, inUnits: readonly Decimal[], whole: Decimal[]): void => {
  const loose = new Set(branch.members)
  for (const inner of branch.branches) for (const member of inner.members) loose.delete(member)
  const shares = [
    ...branch.branches.map((inner) => ({
      value: sumOf(inner.members, inUnits),
      give: (units: Decimal) => spread(inner, units, inUnits, whole),
    })),
    ...[...loose].map((member) => ({
      value: inUnits[member] ?? zero,
      give: (units: Decimal) => {
        whole[member] = units
      },
    })),
  ].map((share) => {
    const cut = floor(share.value)
    return { ...share, cut, lost: share.value.minus(cut) }
  })
  let missing = total.minus(shares.reduce((sum, { cut }) => sum.plus(cut), zero))
  for (const { cut, lost, give } of shares.toSorted((a, b) => b.lost.cmp(a.lost))) {
    const extra = missing.gt(zero) && lost.gt(zero)
    if (extra) missing = missing.minus(1)
    give(extra ? cut.plus(1) : cut)
  }
}

const every = (members: Iterable<number>, holds: (member: number) => boolean): boolean => {
  for (const member of members) if (!holds(member)) return false
  return true
}

const sumOf = (members: Iterable<number>, values: readonly Decimal[]): Decimal => {
  let sum = zero
  for (const member of members) sum = sum.plus(values[member] ?? zero)
  return sum
}

const floor = (value: Decimal): Decimal => {
  const cut = value.round(0, Decimal.roundDown)
  return cut.gt(value) ? cut.minus(1) : cut
}
