import type { Clock } from '../engine/ports.ts'

/** The clock of this computer. */
export const systemClock: Clock = { now: () => new Date() }
