import { type Level, levels } from '../../../shared/model/level.ts'
import type { RowFault } from '../../../shared/rules/finding.ts'

/** What is wrong with one cell: the gravest level and every sentence. */
export interface CellMark {
  readonly level: Level
  /** Nobody asks for it any more: it was explained, or the city has waived it. */
  readonly explained: boolean
  readonly messages: readonly string[]
}
export type RowMarks = ReadonlyMap<string, CellMark>

const noMarks: RowMarks = new Map()

/** Marks by row id, then field. Findings without a row mark nothing. */
export function marksOf(findings: readonly RowFault[]): ReadonlyMap<string, RowMarks> {
  const rows = new Map<string, Map<string, CellMark>>()
  for (const finding of findings) {
    if (finding.rowId === null) continue
    const marks = rows.get(finding.rowId) ?? new Map<string, CellMark>()
    rows.set(finding.rowId, marks)
    for (const field of finding.fields) marks.set(field, joinMark(marks.get(field), finding))
  }
  return rows
}

function joinMark(mark: CellMark | undefined, finding: RowFault): CellMark {
  const explained = finding.explanation !== null || finding.waiver !== undefined
  if (!mark) return { level: finding.level, explained, messages: [finding.message] }
  const graver = levels.indexOf(finding.level) < levels.indexOf(mark.level)
  return {
    level: graver ? finding.level : mark.level,
    explained: mark.explained && explained,
    messages: [...mark.messages, finding.message],
  }
}

const sameMark = (a: CellMark, b: CellMark | undefined): boolean =>
  b !== undefined && a.level === b.level && a.explained === b.explained && a.messages.join('\n') === b.messages.join('\n')

/** True when both say the same, so that the row need not be drawn again. */
export function sameMarks(a: RowMarks = noMarks, b: RowMarks = noMarks): boolean {
  if (a.size !== b.size) return false
  for (const [field, mark] of a) if (!sameMark(mark, b.get(field))) return false
  return true
}
