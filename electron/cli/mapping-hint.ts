/** What a mapping file that answers the open questions of an import looks like. */
import { ImportOptions, type ImportPreview } from '../../shared/contract/index.ts'

/** One line of JSON with the first answer to each question that columns, factors or tables answer; undefined where there is none. */
export function mappingHint(questions: ImportPreview['questions']): string | undefined {
  const columns: Record<string, string | null> = {}
  const factors: Record<string, string> = {}
  let tables: string | undefined
  let options: Readonly<Record<string, unknown>> = {}
  for (const { kind, column, choices } of questions) {
    const first = choices[0]?.value
    if (first === undefined) continue
    if (kind === 'unit' && column !== null) factors[column] = first
    if (kind === 'column' && column !== null) columns[column] = first === '' ? null : first
    if (kind === 'tables') tables = first
    if (kind === 'part' || kind === 'replace') options = { ...options, ...JSON.parse(first) }
  }
  const answer = ImportOptions.safeParse({
    ...(Object.keys(columns).length === 0 ? {} : { columns }),
    ...(Object.keys(factors).length === 0 ? {} : { factors }),
    ...(tables === undefined ? {} : { tables }),
    ...options,
  })
  return answer.success && Object.keys(answer.data).length > 0 ? JSON.stringify(answer.data) : undefined
}
