/** What a bureau wrote beside the headings of a blank form: help for whoever fills in the column. */
import { shortened } from '../../../../shared/text/shortened.ts'
import type { ParsedComment } from '../../ports.ts'
import type { PlacedLeaf } from './header-nodes.ts'
import type { TableParts } from './table-parts.ts'

/** Of the help of a field, as the schema has it, with its ellipsis. */
const mostCharacters = 399

/** The words of a column's own heading, then those of the groups above it. */
export const headingComments = ({ view, header, rows }: TableParts): ((leaf: PlacedLeaf) => string | undefined) => {
  const comments = new Map((view.sheet.comments ?? []).map((comment) => [`${comment.row} ${comment.column}`, comment]))
  if (comments.size === 0) return () => undefined
  // Units and column numbers stand between the headings and the rows.
  const bottom = Math.max(header.bottom, (rows[0] ?? 0) - 1)
  return ({ first, last }) => {
    const found = new Set<string>()
    for (let row = bottom; row >= header.top; row--)
      for (let column = first; column <= last; column++) {
        const merge = view.merge(row, column)
        const comment = comments.get(merge === undefined ? `${row} ${column}` : `${merge.top + 1} ${merge.left}`)
        if (comment !== undefined) found.add(withoutName(comment))
      }
    const text = [...found].filter((words) => words !== '').join('；')
    return text === '' ? undefined : shortened(text, mostCharacters)
  }
}

/** Excel begins a comment with the name of its author, on a line of its own. */
const withoutName = ({ author, text }: ParsedComment): string => {
  const [first = '', ...rest] = text.split('\n')
  const isName = rest.length > 0 && author !== '' && first.replace(/[:：]\s*$/, '') === author
  return (isName ? rest.join('\n') : text).replace(/\s+/g, ' ').trim()
}
