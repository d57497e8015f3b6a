/** Runs the cases of the Excel benches in processes of their own, one after the other and in turns. */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { parserNodeArguments } from '../../electron/engine/excel/parser-client.ts'
import { engineMemory } from '../../electron/engine/thread.ts'
import { percentile, rounded } from './measurement.ts'

export interface Measured {
  readonly milliseconds: number
  /** User and system time of all threads. */
  readonly cpuMs: number
  readonly peakMb: number
  readonly extraMb: number
}

/** Our jobs are measured as the program does them: reading in the parser process, writing on the engine's thread. */
const argumentsOf = new Map<string, readonly string[]>([
  ['our reader', parserNodeArguments],
  ['fill', parserNodeArguments],
  // What it is measured against runs in the same kind of process.
  ['unzip and zip', parserNodeArguments],
  // A third of the room for new objects is what this option means.
  ['our writer', [`--max-semi-space-size=${engineMemory.maxYoungGenerationSizeMb / 3}`]],
])

/** A library that waits for ever on a file must not hold up the others. */
const longestMs = 5 * 60_000

/** What a script of this folder prints. Throws with the end of what it complained about. */
export const child = <T>(script: string, args: readonly string[]): T => {
  const path = fileURLToPath(new URL(script, import.meta.url))
  const nodeArguments = argumentsOf.get(args[0] ?? '') ?? ['--max-old-space-size=6144']
  const run = spawnSync(process.execPath, [...nodeArguments, path, ...args], { encoding: 'utf8', maxBuffer: 1 << 20, timeout: longestMs })
  if (run.error !== undefined) throw new Error(`${args[0]}: ${run.error.message}`)
  if (run.status !== 0) throw new Error(`${args[0]}: ${run.stderr.slice(0, 2000)}`)
  return JSON.parse(run.stdout) as T // written by our own script
}

export const median = (values: readonly number[]): number => percentile(values, 0.5)

/** Medians of times, the highest of memory. */
const summary = (runs: readonly Measured[]): Measured => ({
  milliseconds: median(runs.map(({ milliseconds }) => milliseconds)),
  cpuMs: median(runs.map(({ cpuMs }) => cpuMs)),
  peakMb: Math.max(...runs.map(({ peakMb }) => peakMb)),
  extraMb: Math.max(...runs.map(({ extraMb }) => extraMb)),
})

/** Several jobs in turns, so that what else the machine does meets all of them alike. */
export function inTurns(jobs: readonly string[], runs: number, args: readonly string[]): ReadonlyMap<string, Measured> {
  const found = new Map(jobs.map((job) => [job, [] as Measured[]]))
  for (let run = 0; run < runs; run++) for (const [job, done] of found) done.push(child<Measured>('./excel-case.ts', [job, ...args]))
  return new Map([...found].map(([job, done]) => [job, summary(done)]))
}

export const columns = ['job', 'rows', 'ms', 'CPU ms', 'peak MB', 'of it for the job MB', 'ratio', 'CPU ratio']
export const line = (job: string, rows: number, own: Measured, bare: Measured): (string | number)[] => [
  job,
  rows,
  rounded(own.milliseconds),
  rounded(own.cpuMs),
  Math.round(own.peakMb),
  Math.round(own.extraMb),
  rounded(own.milliseconds / bare.milliseconds),
  rounded(own.cpuMs / bare.cpuMs),
]

/** One goal, for the table of goals. */
export const goal = (what: string, limit: number, unit: string, measured: number): (string | number)[] => [
  what,
  `at most ${limit} ${unit}`.trim(),
  `${rounded(measured)} ${unit}`.trim(),
  measured <= limit ? 'met' : 'missed',
]
export const goalColumns = ['what', 'goal', 'measured', 'result']
