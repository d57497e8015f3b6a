/** What imports hold between two calls: files that were read, previews of them, surveys. */
import type { ImportOptions } from '../../../shared/contract/index.ts'
import { AppError } from '../../../shared/model/errors.ts'
import type { ParsedWorkbook } from '../ports.ts'
import type { Store } from '../store/types.ts'
import type { Understood } from './import-understand.ts'

/** A file that was read. */
export interface ImportFile {
  readonly fileName: string
  /** The file itself, for giving it back with its problems marked. */
  readonly bytes: Uint8Array
  readonly workbook: ParsedWorkbook
}
export interface ImportSession {
  readonly id: string
  readonly form: string
  readonly period: string
  readonly file: ImportFile
  /** The survey that has read the file, and lets it go. */
  readonly survey: string | undefined
  /** The store it was compared with: after a restore there is another one, with versions of its own. */
  readonly store: Store
  options: ImportOptions
  /** What was shown last; it is applied as it stands while report and decisions are still the same. */
  understood: Understood | undefined
}

/** Parsed workbooks are large; a clerk looks at one at a time. */
const sessionsKept = 3
const surveysKept = 1

export interface ImportSessions {
  /** Throws IMPORT_UNKNOWN. */
  get(id: string): ImportSession
  /** Throws IMPORT_UNKNOWN. */
  surveyed(id: string): ImportFile
  /** Behind a preview or a survey. Throws IMPORT_UNKNOWN. */
  file(id: string): ImportFile
  /** Takes the place of what the same survey showed of this report before. */
  add(session: ImportSession): void
  addSurvey(id: string, file: ImportFile): void
  /** A preview, or a survey with its previews. An id nobody knows is forgotten already. */
  forget(id: string): void
}

export function createImportSessions(store: () => Store): ImportSessions {
  const sessions = new Map<string, ImportSession>()
  const surveys = new Map<string, { readonly file: ImportFile; readonly store: Store }>()
  const forget = (id: string): void => {
    const session = sessions.get(id)
    if (session !== undefined && session.survey === undefined) session.file.workbook.close?.()
    sessions.delete(id)
    const survey = surveys.get(id)
    if (survey === undefined) return
    surveys.delete(id)
    for (const { id: part, survey: of } of sessions.values()) if (of === id) sessions.delete(part)
    survey.file.workbook.close?.()
  }
  const get = (id: string): ImportSession => {
    const session = sessions.get(id)
    if (session?.store !== store()) throw new AppError('IMPORT_UNKNOWN')
    return session
  }
  const surveyed = (id: string): ImportFile => {
    const survey = surveys.get(id)
    if (survey?.store !== store()) throw new AppError('IMPORT_UNKNOWN')
    return survey.file
  }
  return {
    get,
    surveyed,
    file: (id) => (surveys.has(id) ? surveyed(id) : get(id).file),
    add(session) {
      const { survey: of, form, period } = session
      if (of !== undefined)
        for (const { id, survey, ...at } of sessions.values())
          if (survey === of && at.form === form && at.period === period) sessions.delete(id)
      sessions.set(session.id, session)
      const alone = [...sessions.values()].filter(({ survey }) => survey === undefined)
      for (const oldest of alone.slice(0, -sessionsKept)) forget(oldest.id)
    },
    addSurvey(id, file) {
      surveys.set(id, { file, store: store() })
      for (const oldest of [...surveys.keys()].slice(0, -surveysKept)) forget(oldest)
    },
    forget,
  }
}
