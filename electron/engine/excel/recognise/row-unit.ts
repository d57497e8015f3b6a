/** Which factor brings a figure from the unit that a file states for it to the one of its row. Pure. */
import { doubtfulScales, factorOf, type Scale, unitFromLine } from './unit-scales.ts'
import { convert } from './units.ts'

export interface StatedUnits {
  /** In the row's own cell for units. */
  readonly cell: string | undefined
  readonly heading: string | undefined
  /** Lines above and below the table. */
  readonly above: readonly string[]
  readonly below: readonly string[]
}
export type UnitReading =
  /** Nothing is said. */
  | { readonly kind: 'none' }
  /** Multiplied by `factor`, a figure in `unit` is one in the row's own. */
  | { readonly kind: 'known'; readonly unit: string; readonly factor: string }
  /** May mean one thing or another: somebody has to say which. `isLine`: lines are no part of what a header is known by. */
  | { readonly kind: 'open'; readonly unit: string; readonly scales: readonly Scale[]; readonly isLine: boolean }
  /** Two statements that cannot both be right, or a unit in the row that is another than the row's own. */
  | { readonly kind: 'contradiction'; readonly unit: string }

/** The nearest statement counts: the row's cell, else the heading, else a line beside the table. */
export function readRowUnit({ cell, heading, above, below }: StatedUnits, own: string): UnitReading {
  if (cell !== undefined) {
    const factor = factorOf(cell, own)
    if (factor === undefined) return { kind: 'contradiction', unit: cell }
    const toCell = heading === undefined ? '1' : factorOf(heading, cell)
    if (heading !== undefined && toCell === undefined) return open(heading, own, false)
    return toCell === '1' ? { kind: 'known', unit: cell, factor } : { kind: 'contradiction', unit: `${heading}、${cell}` }
  }
  if (heading !== undefined) {
    const factor = factorOf(heading, own)
    return factor === undefined ? open(heading, own, false) : { kind: 'known', unit: heading, factor }
  }
  const scales = doubtfulScales(above, below, own)
  if (scales.length > 0) return { kind: 'open', unit: scales.map(({ unit }) => unit).join('、'), scales, isLine: true }
  const unit = unitFromLine(above, own)
  const factor = unit === undefined ? undefined : factorOf(unit, own)
  return unit === undefined || factor === undefined ? { kind: 'none' } : { kind: 'known', unit, factor }
}

const open = (unit: string, own: string, isLine: boolean): UnitReading => {
  const conversion = convert(unit, own)
  const scales = conversion.kind === 'convention' ? [{ unit, factor: conversion.factor }] : doubtfulScales([unit], [], own)
  return { kind: 'open', unit, scales, isLine }
}
