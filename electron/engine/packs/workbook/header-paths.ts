/** The printed header of a form as one text a field: the labels above it, `能耗/当量`. */
import type { HeaderNode } from '../../../../shared/forms/form-schema.ts'

/** A label that begins a group of its own although the group before it is called the same. */
const again = '+'
const escaped = (label: string): string => label.replace(/[\\/]|^\+|^\s|\s$/g, (character) => `\\${character}`)

export interface HeaderPlace {
  readonly field: string
  readonly path: string
}

/** Fields in printed order, each with the labels above it. */
export const headerPlaces = (nodes: readonly HeaderNode[], above: readonly string[] = []): HeaderPlace[] => {
  const places: HeaderPlace[] = []
  let before: string | undefined
  let pending = above
  for (const node of nodes) {
    if (typeof node === 'string') {
      places.push({ field: node, path: pending.join('/') })
      before = undefined
    } else {
      const mark = node.label === before ? again : ''
      places.push(...headerPlaces(node.children, [...pending, mark + escaped(node.label)]))
      before = node.label
    }
    // Only the first leaf of a group says that the group is a new one.
    pending = pending.map((label) => (label.startsWith(again) ? label.slice(again.length) : label))
  }
  return places
}

interface Label {
  readonly text: string
  readonly isNew: boolean
}
/** Labels of a path; what stands behind a backslash belongs to the label, whatever it is. */
const labelsOf = (path: string): Label[] => {
  const labels: Label[] = []
  let text = ''
  /** How much of `text` must not be trimmed. */
  let kept = 0
  let isNew = false
  const close = (): void => {
    const label = text.slice(0, kept) + text.slice(kept).trimEnd()
    if (label !== '') labels.push({ text: label, isNew })
    text = ''
    kept = 0
    isNew = false
  }
  for (let at = 0; at < path.length; at++) {
    const character = path[at] ?? ''
    if (character === '/') close()
    else if (character === '\\' && at + 1 < path.length) {
      text += path[++at]
      kept = text.length
    } else if (character === again && text === '') isNew = true
    else if (text !== '' || character.trim() !== '') text += character
  }
  close()
  return labels
}

interface Branch {
  readonly label: string
  readonly children: HeaderNode[]
}

/** The tree that has these fields in this order under these labels. */
export const headerTree = (places: readonly HeaderPlace[]): HeaderNode[] => {
  const root: HeaderNode[] = []
  let open: Branch[] = []
  for (const { field, path } of places) {
    const labels = labelsOf(path)
    let shared = 0
    while (shared < labels.length && open[shared]?.label === labels[shared]?.text && labels[shared]?.isNew === false) shared++
    open = open.slice(0, shared)
    for (const { text } of labels.slice(shared)) {
      const branch: Branch = { label: text, children: [] }
      const into = open.at(-1)?.children ?? root
      into.push(branch)
      open.push(branch)
    }
    const into = open.at(-1)?.children ?? root
    into.push(field)
  }
  return root
}
