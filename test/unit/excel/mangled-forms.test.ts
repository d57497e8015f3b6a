import { beforeAll, expect, test } from 'vitest'
import { recognise } from '../../../electron/engine/excel/recognise/recognise.ts'
import { judge, type Recogniser, type Verdict } from '../../helpers/mangled/judge.ts'
import { type MangledForm, mangledForm } from '../../helpers/mangled/mangled-form.ts'
import { shippedPack } from '../../helpers/recognition.ts'

const seeds = Array.from({ length: 100 }, (_, at) => at + 1)
const made: MangledForm[] = []
const forms: readonly MangledForm[] = made
/** A hundred workbooks are written and read several times; on a busy machine that takes a while. */
const patience = 120_000
beforeAll(async () => {
  const packs = ['anshun-145', 'liuzhou-2020', 'ningxia-peak', 'yongzhou-peak', 'yuncheng-145'].map(shippedPack)
  for (const seed of seeds) made.push(await mangledForm(packs, seed))
}, patience)

const judgeAll = async (recogniser?: Recogniser): Promise<readonly Verdict[]> => {
  const verdicts: Verdict[] = []
  for (const form of forms) verdicts.push(await judge(form, recogniser))
  return verdicts
}
const count = (verdicts: readonly Verdict[], kind: Verdict['kind']): number => verdicts.filter((verdict) => verdict.kind === kind).length

/** How the workbooks with each mangling fared. */
const table = (verdicts: readonly Verdict[]): string => {
  const names = [...new Set(forms.flatMap(({ manglings }) => manglings))].toSorted()
  const line = (name: string, of: readonly Verdict[]) =>
    `${name.padEnd(16)} ${(['right', 'asked', 'wrong'] as const).map((kind) => String(count(of, kind)).padStart(6)).join('')}`
  const rows = names.map((name) =>
    line(
      name,
      verdicts.filter((_, at) => forms[at]?.manglings.includes(name)),
    ),
  )
  return [`${''.padEnd(16)}   right asked wrong`, ...rows, line('all', verdicts)].join('\n')
}

test(
  'a hundred mangled forms: none is read wrong, few must be asked about',
  async () => {
    const verdicts = await judgeAll()
    process.stdout.write(`${table(verdicts)}\n`)
    const wrong = verdicts.flatMap(({ kind, silent, questions }, at) =>
      kind === 'wrong' ? [{ ...forms[at], bytes: null, silent, questions }] : [],
    )
    expect(wrong.map(({ seed, manglings, silent }) => [seed, manglings, silent.slice(0, 3)])).toEqual([])
    expect(count(verdicts, 'asked')).toBeLessThanOrEqual(15)
  },
  patience,
)

test('every kind of mangling is met, on every pack and on most forms', () => {
  expect(new Set(forms.map(({ pack }) => pack.manifest.id)).size).toBe(5)
  expect(new Set(forms.map(({ form }) => form.id)).size).toBeGreaterThan(12)
  expect(new Set(forms.flatMap(({ manglings }) => manglings)).size).toBeGreaterThan(45)
  expect(forms.every(({ manglings, sheets }) => manglings.length >= 2 && [...sheets.values()].some(({ truth }) => truth.size > 0))).toBe(
    true,
  )
})

test(
  'without its questions, or without its reports, the same recognition reads workbooks wrong',
  async () => {
    const unasked: Recogniser = (input) => ({ ...recognise(input), questions: [] })
    const unreported: Recogniser = (input) => ({ ...recognise(input), problems: [] })
    const hasty: Recogniser = (input) => {
      const result = recognise(input)
      // Every column taken in the unit of the form.
      return {
        ...recognise({
          ...input,
          options: { ...input.options, factors: Object.fromEntries(result.columns.map(({ letter }) => [letter, '1'])) },
        }),
      }
    }
    expect(count(await judgeAll(unasked), 'wrong')).toBeGreaterThan(0)
    expect(count(await judgeAll(unreported), 'wrong')).toBeGreaterThan(0)
    expect(count(await judgeAll(hasty), 'wrong')).toBeGreaterThan(0)
  },
  patience,
)
