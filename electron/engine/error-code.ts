/** What the system, SQLite or a server calls a failure: ENOENT, SQLITE_FULL, 57P01; empty where it has no name. */
export const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : ''
