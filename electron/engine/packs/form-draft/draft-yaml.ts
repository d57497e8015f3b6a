/** A draft as text, every remark beside the line it is about. */
import { Document, isMap, isPair, isScalar, isSeq, type Node } from 'yaml'
import { formDraftText, joinedRemarks } from '../../../../shared/text/form-draft.ts'
import type { FormDraft } from './draft-form.ts'
import type { DataPath, Remark } from './remark.ts'

export interface DraftTexts {
  readonly form: string
  /** Undefined when no code list had to be drafted. */
  readonly lists: string | undefined
}

/** The draft as YAML for the pack folder. */
export const draftTexts = ({ form, remarks, lists, listRemarks, sheet }: FormDraft, fileName: string): DraftTexts => ({
  form: yaml(form, remarks, formDraftText.heading(fileName, sheet)),
  lists:
    lists.length === 0
      ? undefined
      : yaml(
          { lists },
          listRemarks.map(({ path, text }) => ({ path: ['lists', ...path], text })),
          formDraftText.listsHeading(fileName),
        ),
})

const yaml = (data: unknown, remarks: readonly Remark[], heading: string): string => {
  const document = new Document(data, { aliasDuplicateObjects: false })
  document.commentBefore = ` ${heading}`
  compact(
    document.contents,
    remarks.map(({ path }) => path),
    [],
  )
  for (const { path, text } of remarks) comment(document.contents, path, text)
  return document.toString({ lineWidth: 0, flowCollectionPadding: true })
}

/** Lists of plain words and small maps stand on one line, unless something is to be said inside. */
const compact = (node: unknown, said: readonly DataPath[], here: DataPath): void => {
  const isSaid = said.some((path) => path.length > here.length && here.every((part, index) => path[index] === part))
  if (isSeq(node)) {
    if (!isSaid && node.items.every(isScalar) && node.items.length <= 12 && here[0] !== 'notes') node.flow = true
    for (const [index, item] of node.items.entries()) compact(item, said, [...here, index])
  } else if (isMap(node)) {
    if (!isSaid && here.length > 0 && here[0] !== 'fields' && node.items.every(({ value }) => isScalar(value))) node.flow = true
    for (const { key, value } of node.items) compact(value, said, [...here, isScalar(key) ? String(key.value) : ''])
    if (here.at(-2) === 'rows' && !isSaid) node.flow = true
  }
}

const join = (before: string | null | undefined, text: string): string =>
  before === null || before === undefined ? ` ${text}` : joinedRemarks(before, text)

/** Behind a plain value; above anything larger, or above the nearest thing there is. */
const comment = (root: Node | null, path: DataPath, text: string): void => {
  const says = text.replace(/\s*\n\s*/g, ' ')
  let node: unknown = root
  let put: (() => void) | undefined
  for (const part of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && key.value === part)
      if (!isPair(pair)) break
      const { key, value } = pair
      put = () => {
        if (isScalar(value)) value.comment = join(value.comment, says)
        else if (isScalar(key)) key.commentBefore = join(key.commentBefore, says)
      }
      node = value
    } else if (isSeq(node)) {
      const item: unknown = node.items[Number(part)]
      put = () => {
        if (isMap(item)) item.commentBefore = join(item.commentBefore, says)
        else if (isScalar(item)) item.comment = join(item.comment, says)
      }
      node = item
    } else break
  }
  put?.()
}
