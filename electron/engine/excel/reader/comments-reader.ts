/** Reads what people wrote beside the cells of a sheet: old-style comments and conversations. */
import type { ParsedComment } from '../../ports.ts'
import { hostile, workbookLimits } from '../limits.ts'
import { readRelationships } from '../package/relationships.ts'
import { parseXml } from '../package/xml.ts'
import type { ZipPackage } from '../package/zip.ts'
import { type Address, readAddress } from './address.ts'
import { decodeEscapes } from './escapes.ts'

/** Counts what all sheets of a workbook together hold. */
export class CommentBudget {
  private comments = 0
  private characters = 0

  /** @throws AppError WORKBOOK_HOSTILE */
  spendComment(): void {
    if (++this.comments > workbookLimits.comments) throw hostile('comments')
  }

  /** @throws AppError WORKBOOK_HOSTILE */
  spendText(characters: number): void {
    this.characters += characters
    if (this.characters > workbookLimits.commentCharacters) throw hostile('comments')
  }
}

interface Remark {
  readonly at: Address
  readonly author: string
  text: string
}

export interface SheetComments {
  /** Old-style ones, one for each cell, in no certain order; not those that stand for a conversation. */
  readonly plain: readonly ParsedComment[]
  /** One for each cell, answers below each other. */
  readonly conversations: readonly ParsedComment[]
}

/**
 * What stands beside the cells of a sheet. A conversation goes before the old-style comment that is written at its cell for
 * programs which do not know conversations.
 * @throws AppError WORKBOOK_DAMAGED, WORKBOOK_HOSTILE
 */
export async function readSheetComments(zip: ZipPackage, sheet: string, budget: CommentBudget): Promise<SheetComments> {
  const links = [...(await readRelationships(zip, sheet)).values()]
  const read = async (type: 'comments' | 'threadedComment', element: string): Promise<ReadonlyMap<string, ParsedComment>> => {
    const texts = new Map<string, string[]>()
    const first = new Map<string, ParsedComment>()
    for (const { target } of links.filter((link) => link.type === type && zip.has(link.target)))
      for (const comment of await readPart(zip, target, element, budget)) {
        const place = `${comment.row} ${comment.column}`
        if (comment.text.trim() === '') continue
        if (!first.has(place)) first.set(place, comment)
        const said = texts.get(place)
        if (said === undefined) texts.set(place, [comment.text])
        else said.push(comment.text)
      }
    return new Map([...first].map(([place, comment]) => [place, { ...comment, text: (texts.get(place) ?? []).join('\n') }]))
  }
  const plain = await read('comments', 'comment')
  const conversations = await read('threadedComment', 'threadedComment')
  return {
    plain: [...plain].flatMap(([place, comment]) => (conversations.has(place) ? [] : [comment])),
    conversations: [...conversations.values()],
  }
}

const readPart = async (zip: ZipPackage, part: string, element: string, budget: CommentBudget): Promise<readonly ParsedComment[]> => {
  const found: ParsedComment[] = []
  const authors: string[] = []
  let naming: string | undefined
  let remark: Remark | undefined
  let isText = false
  let phonetic = 0
  await parseXml(
    await zip.open(part),
    {
      open(name, attributes) {
        if (name === 'author') naming = ''
        else if (name === element) {
          budget.spendComment()
          const at = { column: 0, row: 0 }
          readAddress((attributes.ref ?? '').replaceAll('$', '').split(':', 1)[0] ?? '', at)
          if (at.row === 0) throw hostile('address')
          remark = { at, author: authors[Number(attributes.authorId ?? -1)] ?? '', text: '' }
        } else if (name === 'rPh') phonetic++
        // The words of an old-style comment stand in `t` within `text`, those of a conversation in `text` itself.
        else if (name === 't' || (name === 'text' && element === 'threadedComment')) isText = phonetic === 0
      },
      text(text) {
        if (naming === undefined && (remark === undefined || !isText)) return
        budget.spendText(text.length)
        if (naming !== undefined) naming += text
        else if (remark !== undefined) remark.text += text
      },
      close(name) {
        if (name === 'author') {
          if (authors.length >= workbookLimits.comments) throw hostile('comments')
          authors.push(naming ?? '')
          naming = undefined
        } else if (name === element) {
          if (remark !== undefined) {
            const { at, author, text } = remark
            found.push({ row: at.row, column: at.column, author, text: decodeEscapes(text).replace(/\r\n?/g, '\n') })
          }
          remark = undefined
        } else if (name === 'rPh') phonetic--
        else if (name === 't' || name === 'text') isText = false
      },
    },
    { maxBytes: workbookLimits.smallPartBytes },
  )
  return found
}
