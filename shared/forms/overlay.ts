/** A form of a pack that is made from a form of the library (see `FormOverlay`). */

import { packText } from '../text/pack.ts'
import { FormOverlay } from './form-schema.ts'
import { schemaProblems } from './problems.ts'
import type { DataPath, Locate, PackProblem, SourceFile } from './source.ts'

export interface RawForm {
  readonly data: unknown
  readonly locate: Locate
}

export const locateIn =
  (source: SourceFile, prefix: DataPath = []): Locate =>
  (path) => ({ file: source.file, line: source.line([...prefix, ...path]) })

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

export const isOverlay = (data: unknown): boolean => isRecord(data) && Object.hasOwn(data, 'extends')

const keyOf = (field: unknown): unknown => (isRecord(field) ? field.key : undefined)

/** Header with `added` put behind `after`; the tree may still be malformed, the schema judges it later. */
const withLeaf = (node: unknown, after: string, added: unknown): unknown[] => {
  if (node === after) return [node, added]
  if (!isRecord(node) || !Array.isArray(node.children)) return [node]
  return [{ ...node, children: node.children.flatMap((child) => withLeaf(child, after, added)) }]
}
const withoutLeaf = (node: unknown, removed: string): unknown[] => {
  if (node === removed) return []
  if (!isRecord(node) || !Array.isArray(node.children)) return [node]
  const children = node.children.flatMap((child) => withoutLeaf(child, removed))
  return children.length === 0 ? [] : [{ ...node, children }]
}

/** The whole form as if it had been written out, with every part still knowing where it was written. */
export const applyOverlay = (source: SourceFile, base: SourceFile): { form: RawForm } | { problems: PackProblem[] } => {
  const own = locateIn(source)
  const parsed = FormOverlay.safeParse(source.data)
  if (!parsed.success) return { problems: schemaProblems(parsed.error, source.data, own) }
  const { extends: _base, set, add, remove, ...replaced } = parsed.data
  if (!isRecord(base.data) || !Array.isArray(base.data.fields) || !Array.isArray(base.data.header)) {
    return { problems: [{ file: base.file, line: 1, message: packText.missing('fields') }] }
  }
  const problems: PackProblem[] = []
  let fields: { readonly data: unknown; readonly locate: Locate }[] = base.data.fields.map((field: unknown, index: number) => ({
    data: field,
    locate: locateIn(base, ['fields', index]),
  }))
  let header: unknown[] = base.data.header
  const mustHave = (key: string, path: DataPath): boolean => {
    if (fields.some((field) => keyOf(field.data) === key)) return true
    problems.push({ ...own(path), message: packText.fieldMissing(key, String(path[0])) })
    return false
  }
  for (const [index, key] of remove.entries()) {
    if (!mustHave(key, ['remove', index])) continue
    fields = fields.filter((field) => keyOf(field.data) !== key)
    header = header.flatMap((node) => withoutLeaf(node, key))
  }
  for (const [key, changes] of Object.entries(set)) {
    if (!mustHave(key, ['set', key])) continue
    fields = fields.map((field) =>
      keyOf(field.data) === key && isRecord(field.data)
        ? {
            data: { ...field.data, ...changes },
            locate: (path) => (path[0] !== undefined && Object.hasOwn(changes, path[0]) ? own(['set', key, ...path]) : field.locate(path)),
          }
        : field,
    )
  }
  for (const [index, { after, field }] of add.entries()) {
    if (!mustHave(after, ['add', index, 'after'])) continue
    const at = fields.findIndex((known) => keyOf(known.data) === after)
    fields = fields.toSpliced(at + 1, 0, { data: field, locate: locateIn(source, ['add', index, 'field']) })
    header = header.flatMap((node) => withLeaf(node, after, field.key))
  }
  if (problems.length > 0) return { problems }
  const data = { ...base.data, header, fields: fields.map((field) => field.data), ...replaced }
  const locate: Locate = (path) => {
    const [first, index] = path
    if (first === 'fields' && typeof index === 'number') return fields[index]?.locate(path.slice(2)) ?? own([])
    return first !== undefined && Object.hasOwn(replaced, first) ? own(path) : locateIn(base)(path)
  }
  return { form: { data, locate } }
}
