/** How fast long work goes, and what may be said of the time it still takes. Pure. */
import { commonText } from '../../shared/text/ui-common.ts'

/** Progress of one step of the work since it was first heard of; times in milliseconds of any one clock. */
export interface Pace {
  readonly phase: string
  readonly since: number
  /** Done when it was first heard of. */
  readonly from: number
  readonly at: number
  readonly done: number
  readonly total: number
}

/** The pace after one more report; a new phase begins anew. */
export function notePace(
  known: Pace | null,
  { phase, done, total }: { readonly phase: string; readonly done: number; readonly total: number },
  now: number,
): Pace {
  const isSame = known !== null && known.phase === phase && known.total === total && done >= known.done
  return isSame ? { ...known, at: now, done } : { phase, since: now, from: done, at: now, done, total }
}

/** 0–100. */
export const percentOf = (pace: Pace | null): number => (pace && pace.total > 0 ? Math.floor((pace.done * 100) / pace.total) : 0)

/** A guess from less work than this would jump about. */
const least = { ms: 2_000, share: 0.02 }

/** Seconds that the step will still take at its pace so far; negative when it takes longer than that; null while nothing can be said. */
export function secondsLeft(pace: Pace | null, now: number): number | null {
  if (pace === null || pace.total <= 0) return null
  const [took, made] = [pace.at - pace.since, pace.done - pace.from]
  if (took < least.ms || made < least.share * pace.total) return null
  const left = ((pace.total - pace.done) * took) / made
  return (pace.at + left - now) / 1000
}

/** The same in calm words; empty while nothing can be said. */
export function timeLeft(pace: Pace | null, now: number): string {
  const seconds = secondsLeft(pace, now)
  return seconds === null ? '' : commonText.timeLeft(seconds)
}
