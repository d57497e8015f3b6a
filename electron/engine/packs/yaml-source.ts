/** YAML text to data that knows its lines. Nothing in a pack file is run, expanded or fetched. */
import { type Document, isMap, isPair, isScalar, isSeq, LineCounter, parseDocument } from 'yaml'
import type { DataPath, PackProblem, SourceFile } from '../../../shared/forms/source.ts'
import { packText, packThings } from '../../../shared/text/pack.ts'

const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype'])

/** Parses one file; aliases, merges and tags are refused with the rest of what is not plain data. */
export const readYaml = (file: string, text: string): { source: SourceFile } | { problems: PackProblem[] } => {
  try {
    return parse(file, text)
  } catch (error) {
    // Only a text nested thousands deep gets here: the parser runs out of stack.
    return { problems: [{ file, line: 1, message: packText.notYaml(error instanceof Error ? error.message : String(error)) }] }
  }
}

const parse = (file: string, text: string): { source: SourceFile } | { problems: PackProblem[] } => {
  const lines = new LineCounter()
  const document = parseDocument(text, {
    lineCounter: lines,
    uniqueKeys: true,
    strict: true,
    merge: false,
    prettyErrors: false,
    stringKeys: true,
  })
  const lineAt = (offset: number | undefined): number => (offset === undefined ? 1 : Math.max(1, lines.linePos(offset).line))
  const problems: PackProblem[] = [...document.errors, ...document.warnings].map((error) => ({
    file,
    line: lineAt(error.pos[0]),
    message: packText.notYaml(error.message),
  }))
  if (problems.length > 0) return { problems }
  const data = plain(document.contents, (offset, message) => problems.push({ file, line: lineAt(offset), message }))
  return problems.length > 0 ? { problems } : { source: { file, data, line: (path) => lineAt(offsetOf(document, path)) } }
}

type Complain = (offset: number | undefined, message: string) => void

/**
 * Plain data of a node. A number whose text would change by becoming a number (a code with leading zeros, 1.10)
 * stays text, so that no code loses a digit.
 */
const plain = (node: unknown, complain: Complain): unknown => {
  if (isScalar(node)) {
    if (node.tag !== undefined && !node.tag.startsWith('tag:yaml.org,2002:')) complain(node.range?.[0], packText.notYaml(node.tag))
    if (typeof node.value === 'number') return String(node.value) === node.source ? node.value : node.source
    return typeof node.value === 'bigint' ? node.source : (node.value ?? undefined)
  }
  if (isSeq(node)) return node.items.map((item) => plain(item, complain))
  if (isMap(node)) {
    const entries: [string, unknown][] = []
    for (const pair of node.items) {
      if (!isPair(pair) || !isScalar(pair.key)) {
        complain(node.range?.[0], packText.notYaml(packThings.plainKeys))
        continue
      }
      const key = String(pair.key.value)
      if (forbiddenKeys.has(key)) complain(pair.key.range?.[0], packText.forbiddenKey(key))
      else entries.push([key, plain(pair.value, complain)])
    }
    return Object.fromEntries(entries)
  }
  if (node !== null && node !== undefined) complain(undefined, packText.notYaml(packThings.noAliases))
  return undefined
}

/** Where the part at `path` begins; for what is not there, where the part around it begins. */
const offsetOf = (document: Document, path: DataPath): number | undefined => {
  let node: unknown = document.contents
  let offset = startOf(node)
  for (const part of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && item.key.value === part)
      if (pair === undefined) return offset
      offset = startOf(pair.key) ?? offset
      node = pair.value
    } else if (isSeq(node) && typeof part === 'number') {
      node = node.items[part]
      offset = startOf(node) ?? offset
    } else return offset
  }
  return offset
}
const startOf = (node: unknown): number | undefined => (isScalar(node) || isMap(node) || isSeq(node) ? node.range?.[0] : undefined)
