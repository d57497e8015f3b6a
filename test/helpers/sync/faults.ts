/** What goes wrong between two computers, chosen by a seed. */
export const faultKinds = [
  /** Nobody answers. */
  'refuse',
  /** The line breaks at some byte on the way there. */
  'cutUp',
  /** The line breaks at some byte on the way back. */
  'cutDown',
  /** Carried out, and the answer is lost. */
  'loseAnswer',
  /** Success is answered and nothing was done; what is there is not shown. */
  'lie',
  /** Success is answered and the half was kept. */
  'truncate',
  /** Carried out twice. */
  'duplicate',
  /** Lost, as it seems, and carried out later, behind others. */
  'late',
  /** The disk is full in the middle of it. */
  'full',
  /** Too busy, with a day's patience asked for. */
  'busy',
  /** A listing of before. */
  'stale',
  /** The program that asked is killed; the request goes on its way. */
  'kill',
  /** The server is killed in the middle of it and comes back. */
  'serverKill',
] as const
export type FaultKind = (typeof faultKinds)[number]

export type Dice = () => number
/** A sequence of numbers from 0 up to, not including, 1 that a seed decides. */
export function dice(seed: number): Dice {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
export const among = <T>(roll: Dice, things: readonly T[]): T => {
  const thing = things[Math.floor(roll() * things.length)]
  if (thing === undefined) throw new Error('nothing to choose from')
  return thing
}

/** One run as the faults see it. */
export interface FaultyRun {
  readonly roll: Dice
  /** False once the storm is over. */
  stormy: boolean
  /** Whether the server may be killed in it: that takes longer than all the rest. */
  readonly mayKillServer: boolean
  /** Requests that come later, behind others. */
  readonly held: (() => Promise<void>)[]
  /** Kills the program that asks at the moment. */
  kill: () => void
  lastListing: unknown
}
export const faultCounts = new Map<FaultKind, number>()

/** The next fault of a run, mostly none. Held requests find their way in between. */
export async function nextFault(run: FaultyRun): Promise<FaultKind | undefined> {
  if (run.held.length > 0 && (!run.stormy || run.roll() < 0.4)) await run.held.splice(Math.floor(run.roll() * run.held.length), 1)[0]?.()
  if (!run.stormy || run.roll() < 0.6) return undefined
  const fault = among(run.roll, faultKinds)
  if (fault === 'serverKill' && !run.mayKillServer) return undefined
  faultCounts.set(fault, (faultCounts.get(fault) ?? 0) + 1)
  return fault
}
