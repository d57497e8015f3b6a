/** One step forward of the schema. Numbered without gaps, never edited after release, never importing live code. */
export interface Migration {
  /** `user_version` after it. */
  readonly version: number
  readonly sql: string
}
