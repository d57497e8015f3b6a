/**
 * What a city keeps, as a set: packages by the digest of their bytes, decisions and waivers by their id. Nothing in it is
 * ever changed or overwritten. Every method is one transaction and takes and gives plain data (JSON texts and bytes), so that
 * SQLite and PostgreSQL can both stand behind it; `test/helpers/city-store-suite.ts` is the law for both.
 *
 * Only what is proven lies in `packages`; documents are parts of a package that were read out of it once, so that nobody has
 * to open it again. Documents, plans and verdicts can all be made anew from the packages' bytes.
 */
import type { Decision, PackageFacts, QuarantineFacts } from '../../../shared/city/package-facts.ts'
import type { Waiver } from '../../../shared/submission/signed-files.ts'

/** Which part of the set. Periods are inclusive at both ends. */
export interface CityFilter {
  readonly pack: string
  readonly unit?: string | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
}
/** A package with all that comes into the store together with it. */
export interface NewPackage {
  readonly facts: PackageFacts
  readonly content: Uint8Array
  /** JSON text by name: `submission`, `validation`, `records/<form>`. */
  readonly documents: ReadonlyMap<string, string>
  /** The receipt that says it arrived. */
  readonly receipt: Decision
}
export interface CityStore {
  /** Adds the package, its documents and its receipt. False, and nothing is changed, when a package of this digest is there. */
  addPackage(entry: NewPackage): Promise<boolean>
  /** In the order of period, unit, revision, digest. */
  packages(filter: CityFilter): Promise<PackageFacts[]>
  package(sha256: string): Promise<PackageFacts | undefined>
  content(sha256: string): Promise<Uint8Array | undefined>
  /** Documents of some packages by digest; those without a document of this name are left out. */
  documents(sha256s: readonly string[], name: string): Promise<ReadonlyMap<string, string>>

  /**
   * Runs the work while nobody else does any at this place, in this program or another that uses the same set. The work
   * asks and adds through the store it is given, and only there; what it adds is there for others when it has ended.
   * Throws CITY_DATABASE_AWAY when the place does not become free.
   */
  exclusively<T>(place: string, work: (store: CityStore) => Promise<T>): Promise<T>
  /** False when a decision of this id is there. */
  addDecision(decision: Decision): Promise<boolean>
  /** By instant and id. */
  decisions(filter: CityFilter): Promise<Decision[]>
  /** Of one package, by instant and id. */
  decisionsOf(sha256: string): Promise<Decision[]>

  addWaiver(waiver: Waiver): Promise<boolean>
  waivers(filter: CityFilter): Promise<Waiver[]>

  /** Other facts take the place of those that the file was kept with. False when the very same are there already. */
  addQuarantine(facts: QuarantineFacts, content: Uint8Array): Promise<boolean>
  /** Newest first. */
  quarantine(): Promise<QuarantineFacts[]>
  quarantineCount(): Promise<number>
  quarantined(sha256: string): Promise<{ readonly facts: QuarantineFacts; readonly content: Uint8Array } | undefined>
  /** Takes a file out that was let in after all. */
  dropQuarantine(sha256: string): Promise<void>

  /** A plan whole, rules too, by its digest: old packages are judged with the plan they were made with. */
  plan(digest: string): Promise<string | undefined>
  keepPlan(digest: string, json: string): Promise<void>

  /** What re-checking came to, and what it rested on: a cache that may be dropped at any time. */
  verdicts(sha256s: readonly string[]): Promise<ReadonlyMap<string, string>>
  keepVerdict(sha256: string, json: string): Promise<void>

  setting(name: string): Promise<string | undefined>
  keepSetting(name: string, value: string): Promise<void>

  /** Digests of all packages, for walking over everything. */
  digests(): Promise<string[]>
  /** Forgets what re-checking came to; everything else stays. */
  dropVerdicts(): Promise<void>
  /** Puts these documents of a package in the place of those that are there, so that nobody sees it without any. */
  putDocuments(sha256: string, documents: ReadonlyMap<string, string>): Promise<void>
}
