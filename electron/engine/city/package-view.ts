/** Everything a reviewer looks at for one package. */
import { compareTotals, duplicatesAcross } from '../../../shared/city/compare.ts'
import type { FormFigures } from '../../../shared/city/figures.ts'
import { rowsIn } from '../../../shared/city/figures.ts'
import type { PackageFacts } from '../../../shared/city/package-facts.ts'
import { cityPolicy } from '../../../shared/city/policy.ts'
import { statusOf } from '../../../shared/city/standing.ts'
import type { Output } from '../../../shared/contract/index.ts'
import { AppError } from '../../../shared/model/errors.ts'
import { previousPeriod } from '../../../shared/model/period.ts'
import { standingShown } from '../../../shared/text/city.ts'
import { readPackageZip } from '../package/read-zip.ts'
import { sha256Hex } from '../sha256-hex.ts'
import { readStanding } from './decide.ts'
import type { CityDesk } from './desk.ts'
import { readForm, readSubmission, readValidation } from './read-store.ts'
import { verdictOf } from './verdict.ts'
import { figuresOf, readBoard } from './views.ts'

/** Throws CITY_PACKAGE_UNKNOWN. */
export async function packageFacts({ store }: CityDesk, sha256: string): Promise<PackageFacts> {
  const facts = await store.package(sha256)
  if (facts === undefined) throw new AppError('CITY_PACKAGE_UNKNOWN', { sha256 })
  return facts
}

async function allForms(desk: CityDesk, packages: readonly PackageFacts[], forms: readonly string[]): Promise<FormFigures[]> {
  const figures: FormFigures[] = []
  for (const form of forms) figures.push(...(await figuresOf(desk, packages, form)))
  return figures
}

/** The package that speaks for each unit in a month, decided or not. */
async function newestOf(desk: CityDesk, period: string): Promise<PackageFacts[]> {
  const board = await readBoard(desk, period, period)
  return board.flatMap(({ periods }) => periods.flatMap(({ newest }) => newest ?? []))
}

export async function packageView(desk: CityDesk, sha256: string): Promise<Output<'city.package'>> {
  const facts = await packageFacts(desk, sha256)
  const { manifest } = desk.pack()
  const policy = cityPolicy(manifest.parameters)
  const standing = await readStanding(desk, facts.unit, facts.period)
  const decisions = await desk.store.decisionsOf(sha256)
  const forms = facts.forms.map(({ form }) => form)
  const own = await allForms(desk, [facts], forms)
  const others = await newestOf(desk, facts.period)
  const sources = await allForms(desk, [...others.filter(({ unit }) => unit !== facts.unit), facts], forms)
  const before = (await newestOf(desk, previousPeriod(facts.period))).filter(({ unit }) => unit === facts.unit)
  const duplicates = duplicatesAcross(sources, policy.duplicates).filter(({ places }) => places.some((place) => place.sha256 === sha256))
  return {
    facts,
    status: statusOf(decisions),
    standing: { ...standing, shown: standingShown(standing), claims: [...standing.claims], packages: [...standing.packages] },
    verdict: await verdictOf(desk, facts),
    findings: (await readValidation(desk.store, facts)).findings,
    decisions,
    waivers: await desk.store.waivers({ pack: facts.pack, unit: facts.unit, from: facts.period, to: facts.period }),
    comparisons: compareTotals(own, await allForms(desk, before, forms), sources, policy),
    duplicates: duplicates.map((one) => ({ ...one, fields: [...one.fields], places: [...one.places] })),
    attachments: (await readSubmission(desk.store, facts)).attachments ?? [],
  }
}

/** One form of a package. Throws CITY_PACKAGE_UNKNOWN, FORM_UNKNOWN. */
export async function formView(desk: CityDesk, sha256: string, form: string): Promise<Output<'city.form'>> {
  const facts = await packageFacts(desk, sha256)
  const records = (await readForm(desk.store, [facts], form)).get(sha256)
  if (records === undefined) throw new AppError('FORM_UNKNOWN', { form })
  return {
    form,
    header: { ...records.header },
    rows: rowsIn(records).map(({ rowId, values }) => ({ rowId, values: { ...values } })),
    totals: records.totals,
  }
}

/**
 * A file that goes with the figures, out of the package as it was taken in.
 * Throws CITY_PACKAGE_UNKNOWN, EVIDENCE_UNKNOWN, STORE_DAMAGED (the package is not what it was).
 */
export async function attachmentOf(desk: CityDesk, sha256: string, attachment: string): Promise<{ fileName: string; bytes: Uint8Array }> {
  const facts = await packageFacts(desk, sha256)
  const found = (await readSubmission(desk.store, facts)).attachments?.find((one) => one.sha256 === attachment)
  if (found === undefined) throw new AppError('EVIDENCE_UNKNOWN')
  const content = await desk.store.content(sha256)
  const files = content === undefined ? undefined : (await readPackageZip(content)).files
  const bytes = files?.get(`${facts.packageId}/${found.file}`)
  if (bytes === undefined || sha256Hex(bytes) !== attachment) throw new AppError('STORE_DAMAGED')
  return { fileName: found.name, bytes }
}
