import type { CodeVerdict, PrintedForm, Report, SubmissionSummary } from '../../../shared/contract/index.ts'
import type { FormTemplate } from '../../../shared/forms/form-schema.ts'
import { type RecordsFile, RecordsFile as RecordsFileSchema } from '../../../shared/submission/content.ts'
import { recordsOf } from '../../../shared/submission/table.ts'
import type { EngineContext, Service } from '../context.ts'
import { checkCode, readCheckCode } from '../package/check-code.ts'
import { readPackageZip } from '../package/read-zip.ts'
import { recordsDigest } from '../package/records-digest.ts'
import { readSignedDigest } from '../package/signed-digest.ts'
import { requirePeriod, templateOf } from './common.ts'
import { readingContext } from './kept-packs.ts'
import { viewReport } from './report-view.ts'
import { signerOf } from './review-stage.ts'

type PrintMethods = 'print.form' | 'print.remember' | 'print.verify'
type Match = CodeVerdict['matches'][number]

/** Records of every form in a package that this folder sealed, by form; none of a package that is damaged. */
export async function sealedRecords(bytes: Uint8Array, { forms }: SubmissionSummary): Promise<ReadonlyMap<string, RecordsFile>> {
  const found = new Map<string, RecordsFile>()
  try {
    const { files } = await readPackageZip(bytes)
    for (const [name, content] of files) {
      const form = forms.find((candidate) => name.endsWith(`/data/records/${candidate}.json`))
      if (form === undefined) continue
      found.set(form, RecordsFileSchema.parse(JSON.parse(new TextDecoder().decode(content))))
    }
    return found
  } catch {
    // One damaged package must not hide the others; whoever asks for its records is told that they do not agree.
    return new Map()
  }
}

/** Signatures that still stand and are for these very records: paper must not say of other figures that somebody signed them. */
function signaturesOn(context: EngineContext, template: FormTemplate, report: Report): PrintedForm['signed'] {
  const acts = context
    .store()
    .review.list(report.period)
    .filter(({ form, voidedAt }) => form === report.form && voidedAt === null)
  const now = recordsDigest(template, report)
  return acts.flatMap(({ act, by, at, digest }) =>
    act === 'refuse' || readSignedDigest(digest).records !== now ? [] : [{ role: signerOf[act], by, at }],
  )
}

/** The report as it stands, with the code that is printed on it. Throws FORM_UNKNOWN, PERIOD_OUTSIDE_PLAN. */
function current(context: EngineContext, form: string, period: string) {
  const template = templateOf(readingContext(context, form, period).pack(), form)
  const report = viewReport(context, form, period)
  return { template, report, code: checkCode(recordsOf(template, report)) }
}

async function verify(context: EngineContext, period: string, typed: string): Promise<CodeVerdict> {
  const pack = context.pack()
  requirePeriod(pack, period)
  const code = readCheckCode(typed)
  if (code === null) return { readable: false, matches: [] }
  const title = (form: string): string => pack.forms.get(form)?.title ?? form
  const matches: Match[] = pack.manifest.forms
    .filter(({ id }) => current(context, id, period).code === code)
    .map(({ id }) => ({ form: id, title: title(id), period, submission: null }))
  const { submissions } = context.store()
  for (const summary of submissions.list()) {
    if (summary.period !== period) continue
    const { packageId, revision, sealedAt } = summary
    for (const [form, records] of await sealedRecords(submissions.bytes(packageId) ?? new Uint8Array(), summary)) {
      if (checkCode(records) === code) matches.push({ form, title: title(form), period, submission: { packageId, revision, sealedAt } })
    }
  }
  return { readable: true, matches }
}

/** Reports on paper, and papers held against reports. */
export function createPrintService(context: EngineContext): Service<PrintMethods> {
  return {
    'print.form'({ form, period }) {
      const { template, report, code } = current(context, form, period)
      return { report, code, signed: signaturesOn(context, template, report), settings: context.store().prints.get(form) ?? null }
    },
    'print.remember'({ form, settings }) {
      templateOf(context.pack(), form)
      context.store().prints.put(form, settings)
      return null
    },
    'print.verify': ({ period, code }) => verify(context, period, code),
  }
}
