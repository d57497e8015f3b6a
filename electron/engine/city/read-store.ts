/** What lies in the city's store, as the pure functions want it. All of it was proven when it was taken in. */

import type { CitySet } from '../../../shared/city/board.ts'
import type { PackageFacts } from '../../../shared/city/package-facts.ts'
import type { PackageRecords } from '../../../shared/city/re-check.ts'
import { decisionsByPackage, statusOf } from '../../../shared/city/standing.ts'
import type { RecordsFile, ValidationFile } from '../../../shared/submission/content.ts'
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

/** Figures of one form of some packages, by digest. */
export async function readForm(store: CityStore, sha256s: readonly string[], form: string): Promise<Map<string, RecordsFile>> {
  const documents = await store.documents(sha256s, `records/${form}`)
  return new Map([...documents].map(([sha256, json]) => [sha256, JSON.parse(json) as RecordsFile])) // proven when it was taken in
}

/** All figures of some packages, in their order. */
export async function readRecords(store: CityStore, packages: readonly PackageFacts[]): Promise<PackageRecords[]> {
  const forms = [...new Set(packages.flatMap((one) => one.forms.map(({ form }) => form)))]
  const sha256s = packages.map(({ sha256 }) => sha256)
  const read = new Map<string, Map<string, RecordsFile>>()
  for (const form of forms) read.set(form, await readForm(store, sha256s, form))
  return packages.map(({ period, sha256, forms: own }) => ({
    period,
    records: own.flatMap(({ form }) => read.get(form)?.get(sha256) ?? []),
  }))
}

/** What the county's check found. */
export async function readValidation(store: CityStore, sha256: string): Promise<ValidationFile | undefined> {
  const json = (await store.documents([sha256], 'validation')).get(sha256)
  return json === undefined ? undefined : (JSON.parse(json) as ValidationFile) // proven when it was taken in
}
