import { beforeAll, expect, test } from 'vitest'
import { recognise } from '../../../electron/engine/excel/recognise/recognise.ts'
import { judge, type Recogniser, type Verdict } from '../../helpers/mangled/judge.ts'
import { everyMangling, type MangledForm, mangledForm, promisedKinds } from '../../helpers/mangled/mangled-form.ts'
import type { Truth } from '../../helpers/mangled/render.ts'
import { shippedPack } from '../../helpers/recognition.ts'

const packs = ['anshun-145', 'liuzhou-2020', 'ningxia-peak', 'yongzhou-peak', 'yuncheng-145'].map(shippedPack)
const seeds = Array.from({ length: 100 }, (_, at) => at + 1)
const made: MangledForm[] = []
const forms: readonly MangledForm[] = made
/** A hundred workbooks are written and read; on a busy machine that takes a while. */
const patience = 120_000
beforeAll(async () => {
  for (const seed of seeds) made.push(await mangledForm(packs, seed))
}, patience)

const judgeAll = async (recogniser?: Recogniser, of = forms): Promise<readonly Verdict[]> => {
  const verdicts: Verdict[] = []
  for (const form of of) verdicts.push(await judge(form, recogniser))
  return verdicts
}
const count = (verdicts: readonly Verdict[], kind: Verdict['kind']): number => verdicts.filter((verdict) => verdict.kind === kind).length
const having = (names: readonly string[]): readonly MangledForm[] =>
  forms.filter(({ manglings }) => manglings.some((name) => names.includes(name)))

/** How the workbooks with each mangling fared. */
const table = (verdicts: readonly Verdict[]): string => {
  const line = (name: string, of: readonly Verdict[]) =>
    `${name.padEnd(20)} ${(['right', 'asked', 'wrong'] as const).map((kind) => String(count(of, kind)).padStart(6)).join('')}`
  const row = (name: string, names: readonly string[]) => {
    const met = new Set(having(names))
    return line(
      name,
      verdicts.filter((_, at) => met.has(forms[at] as MangledForm)), // a verdict for each form
    )
  }
  const asked = verdicts.reduce((sum, { questions }) => sum + questions.length, 0)
  const covered = verdicts.reduce((sum, { covered: cells }) => sum + cells.length, 0)
  return [
    `${''.padEnd(20)}   right asked wrong`,
    ...everyMangling.toSorted().map((name) => row(name, [name])),
    '',
    ...Object.entries(promisedKinds).map(([kind, names]) => row(kind, names)),
    '',
    line('all', verdicts),
    `questions: ${asked}; cells that could not be taken as they are, each reported: ${covered}`,
  ].join('\n')
}

test(
  'a hundred mangled forms: none is read wrong, few must be asked about',
  async () => {
    const verdicts = await judgeAll()
    process.stdout.write(`${table(verdicts)}\n`)
    const wrong = verdicts.flatMap(({ kind, silent }, at) =>
      kind === 'wrong' ? [[forms[at]?.seed, forms[at]?.manglings, silent.slice(0, 3)]] : [],
    )
    expect(wrong).toEqual([])
    // Every row is data, header or named as left out, whichever table is chosen.
    expect(verdicts.flatMap(({ unlisted }) => unlisted)).toEqual([])
    expect(count(verdicts, 'asked')).toBeLessThanOrEqual(15)
    // A workbook that is refused altogether would count as asked; none is.
    expect(verdicts.flatMap(({ questions }) => questions).filter((question) => /^(?:refused|still open)/.test(question))).toEqual([])
  },
  patience,
)

/** Workbooks with a second header of the form, under which rows went by unnamed once. */
const secondHeaders = [2160, 3421]

test(
  'no row is passed over under a second header',
  async () => {
    for (const seed of secondHeaders) {
      const { kind, unlisted } = await judge(await mangledForm(packs, seed))
      expect([seed, kind === 'wrong', unlisted]).toEqual([seed, false, []])
    }
  },
  patience,
)

test('every kind of mangling is met, on every pack and on most forms, and changes something there', () => {
  expect(forms).toHaveLength(100)
  const byPack = Map.groupBy(forms, ({ pack }) => pack.manifest.id)
  expect([...byPack.values()].map((some) => some.length >= 8)).toEqual([true, true, true, true, true])
  expect(new Set(forms.map(({ pack, form }) => `${pack.manifest.id} ${form.id}`)).size).toBeGreaterThan(25)
  expect(Object.entries(promisedKinds).filter(([, names]) => having(names).length < 8)).toEqual([])
  expect(everyMangling.filter((name) => having([name]).length === 0)).toEqual([])
  expect(forms.every(({ manglings }) => manglings.length >= 2)).toBe(true)
  expect(forms.every(({ sheets }) => [...sheets.values()].some(({ truth }) => truth.size > 0))).toBe(true)
  // Nearly all are real .xlsx, the others what else arrives.
  expect(forms.filter(({ fileName }) => fileName.endsWith('.xlsx')).length).toBeGreaterThan(85)
})

/** Neighbours down each column in each other's place. */
const swapped = (form: MangledForm): MangledForm => ({
  ...form,
  sheets: new Map(
    [...form.sheets].map(([name, drawn]) => {
      const truth = new Map<string, Truth>()
      for (const [address, own] of drawn.truth) {
        const below = drawn.truth.get(address.replace(/\d+$/, (row) => String(Number(row) + 1)))
        truth.set(address, below?.field === own.field ? { ...own, value: below.value } : own)
      }
      return [name, { ...drawn, truth }]
    }),
  ),
})

test(
  'without its questions, or without its reports, the same recognition reads workbooks wrong; so it does by another truth',
  async () => {
    const unasked: Recogniser = (input) => ({ ...recognise(input), questions: [] })
    // As if the reading ended at the last row of data.
    const unlisting: Recogniser = (input) => {
      const result = recognise(input)
      const last = Math.max(...result.rows.map(({ row }) => row))
      return { ...result, skipped: result.skipped.filter(({ row }) => row < last) }
    }
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
    const reported = (await judgeAll()).map(({ covered }) => covered.length > 0)
    const unreportedVerdicts = await judgeAll(unreported)
    const withoutQuestions = count(await judgeAll(unasked), 'wrong')
    const withoutReports = count(unreportedVerdicts, 'wrong')
    const inOwnUnits = count(await judgeAll(hasty, having(promisedKinds['units changed'] ?? [])), 'wrong')
    const withoutRowsBelow = (await judgeAll(unlisting, forms.slice(0, 30))).filter(({ unlisted }) => unlisted.length > 0).length
    const byOtherTruth = count(await judgeAll(undefined, forms.slice(0, 30).map(swapped)), 'wrong')
    process.stdout.write(
      `read wrong: ${JSON.stringify({ withoutQuestions, withoutReports, withoutRowsBelow, inOwnUnits, byOtherTruth })}\n`,
    )
    expect(withoutQuestions).toBeGreaterThanOrEqual(3)
    // Whatever rests on a report is found without it.
    expect(reported).toContain(true)
    expect(unreportedVerdicts.filter((_, at) => reported[at]).every(({ kind }) => kind === 'wrong')).toBe(true)
    expect(withoutRowsBelow).toBeGreaterThanOrEqual(25)
    expect(inOwnUnits).toBeGreaterThanOrEqual(8)
    expect(byOtherTruth).toBeGreaterThanOrEqual(28)
  },
  patience,
)
