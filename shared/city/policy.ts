/** What a city goes by where a plan leaves it open: from the plan's parameters, changed by what the city has set. */
import type { Pack } from '../forms/pack-types.ts'

type Parameters = Pack['manifest']['parameters']
type Raw = Parameters[string]['value'] | undefined

const textsOf = (value: Raw): readonly string[] => (Array.isArray(value) ? value : typeof value === 'string' && value !== '' ? [value] : [])
const numberOf = (value: Raw, without: number): number => {
  const number = typeof value === 'number' ? value : Number.NaN
  return Number.isFinite(number) ? number : without
}

/** Keys of parameters that a city may set for itself: the weights of its assessment. */
export const scoreKeys = [
  'scoreYear',
  'scoreCumulative',
  'scoreMeasures',
  'scoreLateDay',
  'scoreRemark',
  'scoreMissing',
  'scoreReportingMost',
] as const
export type ScoreKey = (typeof scoreKeys)[number]
export type ScoreWeights = Readonly<Record<ScoreKey, number>>

/** A field of a form, or several that count together. */
export interface FieldsOfForm {
  readonly form: string
  readonly fields: readonly string[]
}
const fieldsOfForm = (text: string): FieldsOfForm[] => {
  const [form, fields] = text.split('.')
  return form === undefined || fields === undefined ? [] : [{ form, fields: fields.split('+') }]
}

/** Weights by the plan, and by the city where it has set its own. */
export const scoreWeights = (parameters: Parameters, own: Partial<ScoreWeights>): ScoreWeights => {
  const weight = (key: ScoreKey): number => own[key] ?? numberOf(parameters[key]?.value, 0)
  return {
    scoreYear: weight('scoreYear'),
    scoreCumulative: weight('scoreCumulative'),
    scoreMeasures: weight('scoreMeasures'),
    scoreLateDay: weight('scoreLateDay'),
    scoreRemark: weight('scoreRemark'),
    scoreMissing: weight('scoreMissing'),
    scoreReportingMost: weight('scoreReportingMost'),
  }
}

export interface CityPolicy {
  readonly remindDays: number
  /** Kinds of binding that progress is judged by. */
  readonly binding: readonly string[]
  readonly duplicates: readonly FieldsOfForm[]
  /** Indicator → the one whose amount it is weighted by. */
  readonly weights: ReadonlyMap<string, string>
  /** Percent. */
  readonly jump: number
  readonly outlier: number
  readonly measureField: FieldsOfForm | undefined
  readonly measureDone: readonly string[]
  readonly measureIdle: readonly string[]
  readonly warning: { readonly remind: number; readonly letter: number; readonly talk: number }
  readonly grades: { readonly top: number; readonly done: number; readonly nearly: number; readonly veto: boolean }
}

/** @param parameters of the plan, the library's among them */
export const cityPolicy = (parameters: Parameters): CityPolicy => {
  const value = (key: string): Raw => parameters[key]?.value
  return {
    remindDays: numberOf(value('cityRemindDays'), 0),
    binding: textsOf(value('cityBinding')),
    duplicates: textsOf(value('cityDuplicates')).flatMap(fieldsOfForm),
    weights: new Map(
      textsOf(value('cityWeights')).flatMap((text) => {
        const [indicator, weight] = text.split('=')
        return indicator === undefined || weight === undefined ? [] : [[indicator, weight] as const]
      }),
    ),
    jump: numberOf(value('cityJump'), 0),
    outlier: numberOf(value('cityOutlier'), 0),
    measureField: textsOf(value('scoreMeasureField')).flatMap(fieldsOfForm)[0],
    measureDone: textsOf(value('scoreMeasureDone')),
    measureIdle: textsOf(value('scoreMeasureIdle')),
    warning: {
      remind: numberOf(value('warnRemindMonths'), 1),
      letter: numberOf(value('warnLetterMonths'), 2),
      talk: numberOf(value('warnTalkMonths'), 3),
    },
    grades: {
      top: numberOf(value('assessTop'), 100),
      done: numberOf(value('assessDone'), 100),
      nearly: numberOf(value('assessNearly'), 100),
      veto: value('assessVeto') === true,
    },
  }
}
