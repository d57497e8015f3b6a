/**
 * The only error that may cross a process boundary. Codes are stable and never reused; the Chinese
 * sentence for each code lives in `shared/text/errors.ts`.
 */
export const appErrorCodes = [
  // the call itself
  'UNKNOWN_METHOD',
  'INPUT_INVALID',
  'INTERNAL',
  'CANCELLED',
  // data folder and database
  'DATA_FOLDER_IN_USE',
  'DATA_FOLDER_MISSING',
  'DATA_FOLDER_NOT_EMPTY',
  'PROFILE_IN_USE',
  'DATA_FOLDER_NETWORK',
  'FOLDER_BLOCKED',
  'STORE_NOT_INITIALISED',
  'STORE_FROM_FUTURE',
  'STORE_DAMAGED',
  'STORE_READ_ONLY',
  'DISK_FULL',
  'BACKUP_INVALID',
  'BACKUP_OLDER',
  'BACKUP_FOLDER',
  // packs
  'PACK_UNKNOWN',
  'PACK_INVALID',
  'PACK_SIGNATURE',
  'PACK_KEY_UNKNOWN',
  'PACK_OLDER',
  'PACK_KEY_INVALID',
  'PACK_KEY_FORGOTTEN',
  'PACK_KEY_NONE',
  'PACK_VERSION_MISSING',
  'PACK_UPGRADE_STALE',
  'PACK_UPGRADE_NONE',
  'PACK_UPGRADE_PENDING',
  'UNIT_UNKNOWN',
  'FORM_UNKNOWN',
  'FIELD_UNKNOWN',
  'FIELD_READ_ONLY',
  // reports
  'PERIOD_INVALID',
  'PERIOD_CLOSED',
  'PERIOD_OUTSIDE_PLAN',
  'ROW_UNKNOWN',
  'ROW_KEY_AMBIGUOUS',
  'ROW_PERMANENT',
  'STALE',
  'NOTHING_TO_UNDO',
  'NOTHING_TO_REDO',
  'NOTHING_TO_EXPLAIN',
  'FINDING_UNKNOWN',
  'EXPLANATION_REFUSED',
  'REVISION_REASON_REFUSED',
  'ZERO_REASON_REFUSED',
  'REPAIR_UNKNOWN',
  // outside files
  'FILE_NOT_FOUND',
  'FILE_TOO_LARGE',
  'FILE_EMPTY',
  'FILE_UNREADABLE',
  'WORKBOOK_UNRECOGNISED',
  'WORKBOOK_DAMAGED',
  'WORKBOOK_ENCRYPTED',
  'WORKBOOK_HOSTILE',
  'WORKBOOK_TIMEOUT',
  'WORKBOOK_NOT_PATCHABLE',
  'WORKBOOK_SIGNED',
  'PATCH_UNPROVEN',
  'CELL_ADDRESS_INVALID',
  'CELL_VALUE_INVALID',
  'CELL_MERGED',
  'CELL_FORMULA',
  'CELL_ARRAY',
  'CELL_TABLE_HEAD',
  'ROWS_UNMOVABLE',
  'SHEET_UNKNOWN',
  'HEADER_NOT_FOUND',
  'RECORD_ON_TWO_LINES',
  'IMPORT_UNKNOWN',
  'IMPORT_UNDECIDED',
  'IMPORT_ROUNDED',
  'MAPPING_INVALID',
  'TEMPLATE_UNSUPPORTED',
  'TEMPLATE_UNDECIDED',
  'OUTPUT_UNWRITABLE',
  'DOCUMENT_UNRECOGNISED',
  'DOCUMENT_DAMAGED',
  'DOCUMENT_ENCRYPTED',
  'DOCUMENT_HOSTILE',
  'DOCUMENT_TIMEOUT',
  'DOCUMENT_WITHOUT_TEXT',
  // review
  'REVIEW_NOT_NOW',
  'REVIEW_NAME',
  'PASSWORD_NEEDED',
  'PASSWORD_WRONG',
  'PASSWORD_WAIT',
  'NOTE_UNKNOWN',
  'EVIDENCE_UNKNOWN',
  'EVIDENCE_NAME',
  'EVIDENCE_PROGRAM',
  'EVIDENCE_TOO_LARGE',
  'EVIDENCE_FULL',
  'EVIDENCE_DAMAGED',
  // submission
  'SUBMISSION_BLOCKED',
  'SUBMISSION_UNKNOWN',
  'SUBMISSION_DAMAGED',
  'OUTBOX_BY_HAND',
  'OUTBOX_NOT_NOW',
  'TARGET_MISSING',
  'TARGET_INVALID',
  'PACKAGE_UNREADABLE',
  'PACKAGE_VERSION_UNKNOWN',
  // the city's hub
  'CITY_DATABASE_AWAY',
  'HUB_SIGN_IN_WRONG',
  'HUB_SIGN_IN_WAIT',
  'HUB_SESSION_OVER',
  'HUB_NOT_ALLOWED',
  'HUB_ACCOUNT_EXISTS',
  'HUB_ACCOUNT_UNKNOWN',
  'HUB_PASSWORD_WEAK',
  // keys and signed files
  'KEYS_MISSING',
  'KEYS_UNREADABLE',
  'KEYS_LOCKED',
  'KEY_UNSUITABLE',
  'SIGNED_FILE_UNREADABLE',
  'SIGNED_FILE_NEWER',
  'SIGNED_FILE_STRANGER',
  'SIGNED_FILE_FORGED',
  'KEY_FOREIGN',
  'KEY_WORDS_WRONG',
  'KEY_KNOWN',
  'KEY_UNKNOWN',
  'SIGNED_FILE_REVOKED',
  'EXCHANGE_UNKNOWN',
  'EXCHANGE_PACKAGE',
  'WRAPPED_FOR_OTHERS',
  'RECEIPT_FOREIGN',
  'RECEIPT_CODE_SLIP',
  'RECEIPT_CODE_WRONG',
  'WAIVER_FOREIGN',
  'COMMENT_UNKNOWN',
  'REOPEN_NEEDED',
  'CITY_KEY_MISSING',
  'COUNTY_KEY_MISSING',
  'RECEIPT_NOT_SPOKEN',
  // the city's desk
  'CITY_ONLY',
  'CITY_PACKAGE_UNKNOWN',
  'CITY_FILE_UNKNOWN',
  'CITY_DOCUMENTS_MISSING',
  'CITY_RULE_UNKNOWN',
  'CITY_DECISION_REFUSED',
] as const

export type AppErrorCode = (typeof appErrorCodes)[number]

/** What a message needs to name things: plain primitives only, so that it survives every transport. */
export type ErrorDetails = Readonly<Record<string, string | number | boolean>>

export interface WireError {
  readonly code: AppErrorCode
  readonly details: ErrorDetails
}

export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: AppErrorCode
  readonly details: ErrorDetails

  constructor(code: AppErrorCode, details: ErrorDetails = {}, options?: ErrorOptions) {
    super(code, options)
    this.code = code
    this.details = details
  }
}
