/** What lies in the city's store, as the pure functions want it. All of it was proven when it was taken in. */

import type { CitySet } from '../../../shared/city/board.ts'
import type { PackageFacts } from '../../../shared/city/package-facts.ts'
import type { PackageRecords } from '../../../shared/city/re-check.ts'
import { decisionsByPackage, statusOf } from '../../../shared/city/standing.ts'
import { AppError } from '../../../shared/model/errors.ts'
import type { RecordsFile, SubmissionFile, ValidationFile } from '../../../shared/submission/content.ts'
import type { CityFilter, CityStore } from './city-store.ts'

/** Packages and decisions of a part of the set. */
export const readSet = async (store: CityStore, filter: CityFilter): Promise<CitySet> => ({
  packages: await store.packages(filter),
  decisions: await store.decisions(filter),
})

/** The same without what a person refused. */
export function live({ packages, decisions }: CitySet): PackageFacts[] {
  const byPackage = decisionsByPackage(decisions)
  return packages.filter(({ sha256 }) => statusOf(byPackage.get(sha256) ?? []) !== 'refused')
}

/** A document that must be there: going on without it would make sums short and verdicts wrong without a word. */
function present(documents: ReadonlyMap<string, string>, { sha256, unitName, period }: PackageFacts): string {
  const json = documents.get(sha256)
  if (json === undefined) throw new AppError('CITY_DOCUMENTS_MISSING', { unit: unitName, period })
  return json
}

/** Figures of one form of those packages that have it, by digest. Throws CITY_DOCUMENTS_MISSING. */
export async function readForm(store: CityStore, packages: readonly PackageFacts[], form: string): Promise<Map<string, RecordsFile>> {
  const having = packages.filter(({ forms }) => forms.some((one) => one.form === form))
  const sha256s = having.map(({ sha256 }) => sha256)
  const documents = await store.documents(sha256s, `records/${form}`)
  return new Map(having.map((facts) => [facts.sha256, JSON.parse(present(documents, facts)) as RecordsFile])) // proven when it was taken in
}

/** All figures of some packages, in their order. Throws CITY_DOCUMENTS_MISSING. */
export async function readRecords(store: CityStore, packages: readonly PackageFacts[]): Promise<PackageRecords[]> {
  const forms = [...new Set(packages.flatMap((one) => one.forms.map(({ form }) => form)))]
  const read = new Map<string, Map<string, RecordsFile>>()
  for (const form of forms) read.set(form, await readForm(store, packages, form))
  return packages.map(({ period, sha256, forms: own }) => ({
    period,
    records: own.flatMap(({ form }) => read.get(form)?.get(sha256) ?? []),
  }))
}

/** What the county's check found. Throws CITY_DOCUMENTS_MISSING. */
export async function readValidation(store: CityStore, facts: PackageFacts): Promise<ValidationFile> {
  const json = present(await store.documents([facts.sha256], 'validation'), facts)
  return JSON.parse(json) as ValidationFile // proven when it was taken in
}

/** Whose figures they are and what goes with them. Throws CITY_DOCUMENTS_MISSING. */
export async function readSubmission(store: CityStore, facts: PackageFacts): Promise<SubmissionFile> {
  const json = present(await store.documents([facts.sha256], 'submission'), facts)
  return JSON.parse(json) as SubmissionFile // proven when it was taken in
}
