/** A formula that many cells share stands in the first of them: when that cell goes, the others get formulas of their own. */
import { AppError } from '../../../../shared/model/errors.ts'
import { parseArea } from '../calc/grid-area.ts'
import { moveFormula } from '../calc/shift-references.ts'
import { xmlText } from '../writer/xml-text.ts'
import { type OpenTag, scanXml, type TextEdits } from './xml-scan.ts'

interface Member {
  readonly index: string
  readonly row: number
  readonly column: number
  readonly tag: OpenTag
  end: number
  text: string
}

/**
 * @param indexes shared formulas whose first cell is replaced
 * @param isReplaced cells that are written anyway
 */
export function promoteSharedFormulas(
  source: string,
  edits: TextEdits,
  indexes: ReadonlySet<string>,
  isReplaced: (row: number, column: number) => boolean,
): void {
  const members: Member[] = []
  let row = 0
  let column = 0
  let current: Member | undefined
  scanXml(source, {
    open(tag) {
      const { attributes } = tag
      if (tag.name === 'row') {
        row = attributes.r === undefined ? row + 1 : Number(attributes.r)
        column = 0
      } else if (tag.name === 'c') column = parseArea(attributes.r ?? '')?.from.column ?? column + 1
      else if (tag.name === 'f' && attributes.t === 'shared' && attributes.si !== undefined && indexes.has(attributes.si)) {
        current = { index: attributes.si, row, column, tag, end: tag.end, text: '' }
        members.push(current)
      }
    },
    text(text) {
      if (current !== undefined) current.text += text
    },
    close(name, _start, end) {
      if (name !== 'f' || current === undefined) return
      current.end = end
      current = undefined
    },
  })
  for (const member of members) {
    if (isReplaced(member.row, member.column)) continue
    // A member may stand before the cell that holds the text; Excel never writes that, other programs do.
    const master = members.find(({ index, text }) => index === member.index && text !== '')
    if (master === undefined) throw new AppError('WORKBOOK_DAMAGED')
    const own = member.text === '' ? moveFormula(master.text, member.row - master.row, member.column - master.column) : member.text
    const name = `${member.tag.prefix}f`
    edits.replace(member.tag.start, member.end, `<${name}>${xmlText(own)}</${name}>`)
  }
}
