/** What services may ask of the store. SQL stays behind this file. */
import type {
  ColumnView,
  Edit,
  HistoryEntry,
  Looks,
  NoteKind,
  PrintSettings,
  Profile,
  ReportHeader,
  ReviewActName,
  RowOriginName,
  SubmissionSummary,
  TravelledStep,
} from '../../../shared/contract/index.ts'
import type { Paragraph } from '../../../shared/plan/outline.ts'
import type { Explanation } from '../../../shared/rules/finding.ts'
import type { CityStore } from '../city/city-store.ts'
import type { KnownKey } from '../city/desk.ts'
import type { PasswordHash } from '../password-hash.ts'
import type { ParsedDocument } from '../ports.ts'
import type { AuditSource, HistoryFilter } from './audit.ts'
import type { AuditLinks } from './audit-links.ts'
import type { EvidenceStore } from './evidence-store.ts'
import type { ExchangeStore } from './exchange-store.ts'
import type { OutboxStore } from './outbox-store.ts'
import type { PastStore } from './past-store.ts'

export interface StoredRow {
  readonly id: string
  readonly origin: RowOriginName
  readonly values: Readonly<Record<string, string>>
}
/** A report as it lies on disk: nothing computed, nothing derived. */
export interface StoredReport {
  readonly form: string
  readonly period: string
  readonly version: number
  readonly packVersion: string
  readonly header: ReportHeader
  /** Set when it was sealed into a submission and not unlocked since. */
  readonly sealed: boolean
  readonly rows: readonly StoredRow[]
  readonly canUndo: boolean
  readonly canRedo: boolean
}
export interface StepInfo {
  readonly source: AuditSource
  readonly who: string
  readonly why?: string
  /** Origin given to inserted rows. */
  readonly origin: RowOriginName
  /** A step of the program itself, such as reopening a month, is not the clerk's to take back. */
  readonly undoable?: false
  /** The program may take out rows that the clerk may not: those that a new version of the pack gives no longer. */
  readonly byProgram?: true
  /** Told every so many rows while a large step is written; may throw, and then nothing of the step is stored. */
  readonly onProgress?: (done: number, total: number) => void
}

/** An edit of the contract; an inserted row may name its own origin. Values are canonical already. */
export type StoreEdit = Edit | (Extract<Edit, { kind: 'insertRow' }> & { readonly origin: RowOriginName })

export interface ReportStore {
  /** undefined when nothing was ever stored for it. */
  load(form: string, period: string): StoredReport | undefined
  /** The same without its rows, for lists. */
  summary(form: string, period: string): (Omit<StoredReport, 'rows'> & { readonly rowCount: number }) | undefined
  /** Ids of the stored rows in their order, without reading what is in them. */
  rowIds(form: string, period: string): readonly string[]
  /** One row, without reading the others. */
  row(form: string, period: string, id: string): StoredRow | undefined
  /**
   * Applies the edits as one step in one transaction with their audit entries. Edits that change nothing make no
   * step: the version stays and `step` is 0.
   * Throws STALE, ROW_UNKNOWN, ROW_PERMANENT, PERIOD_CLOSED, DISK_FULL, INPUT_INVALID (a row id used twice).
   */
  apply(
    form: string,
    period: string,
    baseVersion: number | undefined,
    edits: readonly StoreEdit[],
    step: StepInfo,
  ): { version: number; step: number }
  undo(form: string, period: string, who: string): { version: number; step: number; of: TravelledStep }
  redo(form: string, period: string, who: string): { version: number; step: number; of: TravelledStep }
  /** Notes in the audit why the changes before were made. Throws PERIOD_CLOSED; NOTHING_TO_EXPLAIN for a report that nobody has filled. */
  giveReason(form: string, period: string, who: string, why: string): void
  history(form: string, period: string, before: number | undefined, limit: number, filter?: HistoryFilter): HistoryEntry[]
  /** Periods that hold anything for the form (or any form), newest first. */
  periods(form?: string): string[]
}
export interface ExplanationStore {
  /** By finding id. */
  all(period: string): ReadonlyMap<string, Explanation & { readonly basis: string }>
  /** Throws PERIOD_CLOSED. */
  put(period: string, form: string, finding: string, basis: string, explanation: Explanation): void
}
export interface SubmissionStore {
  /** Stores the sealed bytes, marks the reports sealed and writes audit, in one transaction. */
  seal(
    summary: SubmissionSummary,
    bytes: Uint8Array,
    reports: readonly { form: string; period: string; version: number }[],
    who: string,
  ): void
  /** Opens every sealed report of the period again, with its audit entries. */
  unlock(period: string, who: string, why: string, at: string): void
  list(): SubmissionSummary[]
  bytes(packageId: string): Uint8Array | undefined
}
export interface MappingStore {
  /** Column mappings remembered by the fingerprint of a header. */
  get(form: string, fingerprint: string): string | undefined
  put(form: string, fingerprint: string, json: string): void
  /** All of a form, in a fixed order. */
  list(form: string): readonly string[]
}
/** The document of a plan as it was attached, with the text found in it. */
export interface StoredPlanDocument {
  readonly fileName: string
  readonly format: ParsedDocument['format']
  readonly sha256: string
  readonly attachedAt: string
  /** Size of the file in bytes; the file itself is asked for apart. */
  readonly bytes: number
  readonly paragraphs: readonly Paragraph[]
}
export interface PlanDocumentStore {
  get(pack: string): StoredPlanDocument | undefined
  /** The file byte for byte. */
  content(pack: string): Uint8Array | undefined
  /** Takes the place of the one before, with an audit entry. */
  put(pack: string, document: Omit<StoredPlanDocument, 'bytes'>, content: Uint8Array, who: string): void
  /** False when there was none. */
  remove(pack: string, who: string, at: string): boolean
}
export interface LooksStore {
  /** undefined until something was chosen, and for what an earlier or later version kept in another shape. */
  get(): Looks | undefined
  set(looks: Looks): void
}
export interface ColumnViewStore {
  /** How the columns of a form were shown last; undefined like the looks. */
  get(form: string): ColumnView | undefined
  put(form: string, columns: ColumnView): void
}
export interface CheckStore {
  /** Counts of the last check of a report, valid only for that version. */
  get(form: string, period: string): { version: number; byLevel: Readonly<Record<string, number>>; unexplained: number } | undefined
  put(form: string, period: string, version: number, byLevel: Readonly<Record<string, number>>, unexplained: number): void
}

export interface PrintStore {
  /** How a form was put on paper last; undefined when nobody chose anything. */
  get(form: string): PrintSettings | undefined
  put(form: string, settings: PrintSettings): void
}

export interface PackVersionStore {
  /** A pack as it was in an earlier version (JSON), so that what was made with it stays readable. */
  kept(pack: string, version: string): string | undefined
  keep(pack: string, version: string, json: string): void
  /** Reports that are not sealed, with the version they were made with. */
  drafts(): { readonly form: string; readonly period: string; readonly packVersion: string }[]
  setVersion(form: string, period: string, version: string): void
  /** Versions of a pack that are kept. */
  keptVersions(pack: string): string[]
  /** What each upgrade did (JSON), newest first, with everything that lost its place. */
  upgrades(): string[]
  addUpgrade(json: string): void
  changeLastUpgrade(json: string): void
  /** Packs from outside and the keys they are trusted by (JSON), so that a backup brings them along. */
  carried(): string | undefined
  setCarried(json: string): void
}

export interface StoredReviewAct {
  readonly id: number
  readonly form: string
  readonly period: string
  readonly act: ReviewActName
  readonly by: string
  readonly at: string
  /** Version and digest (hex) of the report that was before the person. */
  readonly version: number
  readonly digest: string
  /** Set once the report was changed afterwards, or sent back: the signature counts no longer. */
  readonly voidedAt: string | null
  readonly voidedWhy: string | null
}
export type NewReviewAct = Omit<StoredReviewAct, 'id' | 'voidedAt' | 'voidedWhy'>
export interface ReviewStore {
  /** Everything that was done in a period, oldest first, also what counts no longer. */
  list(period: string): StoredReviewAct[]
  /** Signatures that count, of all reports that are not sealed. */
  standing(): StoredReviewAct[]
  /** All or none, with their audit entries. Sending back voids what was signed before. Throws STALE, PERIOD_CLOSED. */
  add(acts: readonly NewReviewAct[], why?: string | null): void
  /** Voids what was signed for a report, with the audit entries that say so. */
  void(form: string, period: string, frame: { readonly at: string; readonly who: string; readonly why: string }): void
}

export interface StoredNote {
  readonly id: string
  /** Id of the note that began the thread. */
  readonly thread: string
  readonly form: string
  readonly period: string
  readonly kind: NoteKind
  readonly rowId: string | null
  /** Natural key of the row when the note was written. */
  readonly rowKey: string | null
  readonly field: string | null
  readonly text: string
  readonly by: string
  readonly at: string
  /** Only of the note that began the thread. */
  readonly resolvedAt: string | null
  readonly resolvedBy: string | null
}
export interface NoteStore {
  /** Oldest first. */
  list(form: string, period: string): StoredNote[]
  ofPeriod(period: string): StoredNote[]
  get(id: string): StoredNote | undefined
  add(note: Omit<StoredNote, 'resolvedAt' | 'resolvedBy'>): void
  /** Throws NOTE_UNKNOWN. */
  resolve(id: string, by: string, at: string, resolved: boolean): void
}

/** A password of a person, and what guessing has cost so far. */
export interface StoredPassword extends PasswordHash {
  readonly name: string
  /** Wrong passwords since the last right one. */
  readonly failures: number
  readonly waitUntil: string | null
}
export interface PasswordStore {
  /** Names that have one. */
  names(): string[]
  get(name: string): StoredPassword | undefined
  /** A new password, or null for none from now on; audited, without anything of the password itself. */
  set(name: string, password: StoredPassword | null, frame: { readonly who: string; readonly at: string }): void
  /** What guessing has cost so far. */
  count(name: string, failures: number, waitUntil: string | null): void
}

export interface Store {
  readonly profile: {
    get(): Profile | undefined
    set(profile: Profile, who: string): void
    /** Who stood in it before, oldest first; an entry that can no longer be read is left out. */
    formerPeople(): readonly Profile['people'][]
    /** Takes off the note that a predecessor left: the data are the successor's now. */
    dropHandOver(): void
  }
  readonly reports: ReportStore
  readonly explanations: ExplanationStore
  readonly submissions: SubmissionStore
  readonly mappings: MappingStore
  readonly checks: CheckStore
  readonly prints: PrintStore
  readonly past: PastStore
  readonly looks: LooksStore
  readonly columnViews: ColumnViewStore
  readonly packVersions: PackVersionStore
  readonly planDocuments: PlanDocumentStore
  readonly review: ReviewStore
  readonly notes: NoteStore
  readonly evidence: EvidenceStore
  readonly passwords: PasswordStore
  /** What comes from the other side. */
  readonly exchange: ExchangeStore
  /** What a city received and decided. */
  readonly city: CityStore
  /** What is on its way between the two. */
  readonly outbox: OutboxStore
  /** Whose key it is that a fingerprint belongs to; undefined for a stranger. */
  knownKey(fingerprint: string): KnownKey | undefined
  /** Several writes as one: all of them are on disk, or none. */
  together<T>(work: () => T): T
  /** Newest entry of the audit chain: its number and hash (hex). */
  auditHead(): { seq: number; hash: string }
  /** Entries of the chain as packages carry them. */
  readonly auditLinks: AuditLinks
  /** Walks the whole chain; `firstBad` is the number of the first entry that was changed, removed or put in. */
  verifyAudit(): { entries: number; firstBad: number | null }
}
