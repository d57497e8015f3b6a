/** What a city's desk shows, as it crosses the boundary. The functions behind it are in `shared/city`. */
import * as z from 'zod'
import { PackageFacts, QuarantineFacts } from '../city/package-facts.ts'
import { standingStates } from '../city/standing.ts'
import { Verdict } from '../city/verdict.ts'
import { Month } from '../forms/primitives.ts'
import { grades } from '../plan/grade.ts'
import { warnings } from '../plan/warning.ts'
import { Finding } from '../rules/finding.ts'
import { Attachment } from '../submission/content.ts'
import { Receipt, Waiver } from '../submission/signed-files.ts'
import { Bytes } from './parts.ts'

export const NamedFile = z.object({ fileName: z.string(), bytes: Bytes })
const Values = z.record(z.string(), z.string())
const Counts = z.record(z.string(), z.int())
const Text = z.string().nullable()
const GradeName = z.enum(grades).nullable()

export const CityFormCell = z.object({ form: z.string(), cell: z.enum([...standingStates, 'absent', 'notOwed']) })
const PackageStatus = z.enum(['received', 'accepted', 'returned', 'reopened', 'refused'])
export const CityStanding = z.object({
  unit: z.string(),
  period: Month,
  state: z.enum(standingStates),
  /** The state in words, with the days it is late by. */
  shown: z.string(),
  dueDate: z.string(),
  daysLate: z.int(),
  newest: PackageFacts.nullable(),
  counted: PackageFacts.nullable(),
  claims: z.array(PackageFacts),
  packages: z.array(z.object({ facts: PackageFacts, status: PackageStatus })),
  isReopened: z.boolean(),
  isUnasked: z.boolean(),
  isGap: z.boolean(),
  timesReturned: z.int(),
  resubmitBy: Text,
  daysOverdue: z.int(),
})
export const CityBoard = z.object({
  today: z.string(),
  units: z.array(
    z.object({
      unit: z.string(),
      unitName: z.string(),
      kind: z.string(),
      periods: z.array(CityStanding.extend({ forms: z.array(CityFormCell) })),
    }),
  ),
  /** Files that were not taken in. */
  quarantined: z.int(),
})

export const QuarantinedFile = QuarantineFacts.extend({ sentence: z.string() })
export const ReceiveAnswer = z.object({
  outcome: z.enum(['taken', 'duplicate', 'quarantined']),
  /** What happened and what to do, in words. */
  sentence: z.string(),
  relation: z.enum(['first', 'newer', 'older', 'rival']).nullable(),
  facts: PackageFacts.nullable(),
  quarantine: QuarantineFacts.nullable(),
  verdict: Verdict.nullable(),
  receipts: z.array(NamedFile),
})
export type ReceiveAnswer = z.infer<typeof ReceiveAnswer>

export const TotalComparison = z.object({
  form: z.string(),
  label: z.string(),
  field: z.string(),
  value: z.string(),
  before: Text,
  change: Text,
  median: Text,
  units: z.int(),
  isJump: z.boolean(),
  isOutlier: z.boolean(),
})
export const Duplicate = z.object({
  form: z.string(),
  fields: z.array(z.string()),
  key: z.string(),
  places: z.array(z.object({ unit: z.string(), unitName: z.string(), sha256: z.string(), rowId: z.string() })),
})
export const CityPackageView = z.object({
  facts: PackageFacts,
  status: PackageStatus,
  standing: CityStanding,
  verdict: Verdict,
  /** What the county's check found, with its explanations. */
  findings: z.array(Finding),
  /** Everything that was said about the package, oldest first. */
  decisions: z.array(Receipt),
  waivers: z.array(Waiver),
  comparisons: z.array(TotalComparison),
  duplicates: z.array(Duplicate),
  /** Files that go with the figures; their contents are asked for one by one. */
  attachments: z.array(Attachment),
})
export type CityPackageView = z.infer<typeof CityPackageView>
export const CityFormView = z.object({
  form: z.string(),
  header: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  rows: z.array(z.object({ rowId: z.string(), values: Values })),
  totals: z.array(z.object({ label: z.string(), values: Values, missing: Counts })),
})

const Part = z.object({ unit: z.string(), unitName: z.string(), sha256: z.string(), values: Values, missing: Counts })
const IndicatorPart = z.object({
  unit: z.string(),
  unitName: z.string(),
  sha256: z.string(),
  rowId: z.string(),
  value: Text,
  weight: Text,
})
export const CityRollUp = z.object({
  period: Month,
  /** Units whose package is in the sums, and those that owe one and have none accepted. */
  counted: z.array(z.object({ unit: z.string(), unitName: z.string(), sha256: z.string(), revision: z.int() })),
  missing: z.array(z.object({ unit: z.string(), unitName: z.string(), shown: z.string() })),
  forms: z.array(
    z.object({
      form: z.string(),
      number: z.string(),
      title: z.string(),
      rows: z.int(),
      totals: z.array(z.object({ label: z.string(), values: Values, missing: Counts, parts: z.array(Part) })),
      indicators: z.array(
        z.object({
          indicator: z.string(),
          title: z.string(),
          unit: z.string(),
          way: z.enum(['sum', 'average', 'none']),
          weightedBy: Text,
          value: Text,
          parts: z.array(IndicatorPart),
        }),
      ),
    }),
  ),
  duplicates: z.array(Duplicate),
})
export const CellBehind = z.object({
  unit: z.string(),
  unitName: z.string(),
  sha256: z.string(),
  rowId: z.string(),
  rowKey: z.string(),
  value: z.string(),
})
export const LedgerPage = z.object({
  count: z.int(),
  rows: z.array(z.object({ unit: z.string(), unitName: z.string(), sha256: z.string(), rowId: z.string(), values: Values })),
})

export const WeatherLine = z.object({
  unit: z.string(),
  unitName: z.string(),
  sha256: Text,
  paceGrade: GradeName,
  forecastGrade: GradeName,
  grade: GradeName,
  reds: z.int(),
  yellows: z.int(),
  rank: z.int().nullable(),
  rankBefore: z.int().nullable(),
  gradeBefore: GradeName,
  behindMonths: z.int(),
  behindGaps: z.int(),
  behindSince: Text,
  warning: z.enum(warnings),
  cells: z.array(
    z.object({
      indicator: z.string(),
      value: Text,
      pace: Text,
      attained: Text,
      paceGrade: GradeName,
      forecastGrade: GradeName,
      behind: z.boolean().nullable(),
      rowId: z.string(),
    }),
  ),
  history: z.array(z.object({ period: Month, grade: GradeName })),
})
export const CityWeather = z.object({
  period: Month,
  /** Null in a plan without graded targets. */
  form: Text,
  lines: z.array(WeatherLine),
})
export const ReportingLine = z.object({
  unit: z.string(),
  unitName: z.string(),
  due: z.int(),
  reported: z.int(),
  late: z.int(),
  lateDays: z.int(),
  missing: z.int(),
  accepted: z.int(),
  returnedOpen: z.int(),
  timesReturned: z.int(),
  revisions: z.int(),
  remarks: z.int(),
  explained: z.int(),
})
export const Reminder = z.object({
  unit: z.string(),
  unitName: z.string(),
  period: Month,
  kind: z.enum(['soon', 'today', 'late', 'returned']),
  dueDate: z.string(),
  days: z.int(),
  forms: z.array(z.string()),
  contact: z.object({ preparer: z.string(), phone: z.string(), leader: z.string() }),
  /** To be read out or sent. */
  text: z.string(),
})
export const ScoreWeights = z.object({
  scoreYear: z.number().min(0).max(100),
  scoreCumulative: z.number().min(0).max(100),
  scoreMeasures: z.number().min(0).max(100),
  scoreLateDay: z.number().min(0).max(100),
  scoreRemark: z.number().min(0).max(100),
  scoreMissing: z.number().min(0).max(100),
  scoreReportingMost: z.number().min(0).max(100),
})
export const CityScores = z.object({
  period: Month,
  weights: ScoreWeights,
  lines: z.array(
    z.object({
      unit: z.string(),
      unitName: z.string(),
      year: Text,
      cumulative: Text,
      measures: Text,
      reporting: z.string(),
      total: Text,
      result: z.enum(['top', 'done', 'nearly', 'failed']).nullable(),
      isVetoed: z.boolean(),
      rank: z.int().nullable(),
    }),
  ),
})
export const Decided = z.object({ receipt: Receipt, receipts: z.array(NamedFile) })
export const Rehearsal = z.object({
  pack: z.object({ id: z.string(), version: z.string() }),
  packages: z.int(),
  /** Rules under which something comes out otherwise than with the plan the package was made with, most hit first. */
  rules: z.array(
    z.object({
      rule: z.string(),
      title: z.string(),
      level: z.string(),
      /** Findings that would be new, and those that would go. */
      added: z.int(),
      removed: z.int(),
      hits: z.array(
        z.object({ unit: z.string(), unitName: z.string(), period: Month, form: z.string(), rowKey: Text, message: z.string() }),
      ),
    }),
  ),
  /** Packages that could not be handed up any more: a 强制性 rule fails. */
  blocked: z.array(z.object({ unit: z.string(), unitName: z.string(), period: Month })),
})
