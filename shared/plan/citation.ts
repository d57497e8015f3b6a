/**
 * What a clause text of a pack names: “某市方案四（五）”, “某市方案三（三）2、4”, “某政发〔2022〕17号”, several of them in one text, and
 * remarks behind them. Which plan is meant is told by the name in front of 方案; a text of a standard names no clause.
 */

import { chineseNumeral, numeralValue } from './numerals.ts'
import type { ClauseKind } from './outline.ts'
import { sameWidth } from './outline.ts'

/** One step down the tree: a numbered clause, or a department by its name. */
export type Step =
  | { readonly kind: Exclude<ClauseKind, 'name' | 'end' | 'annex'>; readonly number: number }
  | { readonly kind: 'name'; readonly name: string }

export interface Citation {
  /** Name in front of 方案, such as 柳州; undefined where the text names no plan. */
  readonly plan: string | undefined
  /** As the text writes it, for people. */
  readonly label: string
  /** Way to the clause; empty when only `words` are given. */
  readonly path: readonly Step[]
  /** A document number or a date, to be looked for as words. */
  readonly words: string | undefined
}

const chinese = '[一二三四五六七八九十百零]{1,5}'
const steps: readonly (readonly [Exclude<ClauseKind, 'name' | 'end' | 'annex'>, RegExp])[] = [
  ['part', new RegExp(`^第(${chinese}|\\d{1,3})编`)],
  ['chapter', new RegExp(`^第(${chinese}|\\d{1,3})章`)],
  ['section', new RegExp(`^第(${chinese}|\\d{1,3})节`)],
  ['article', new RegExp(`^第(${chinese}|\\d{1,3})条`)],
  ['bracket', new RegExp(`^\\((${chinese})\\)`)],
  ['digitBracket', /^\((\d{1,3})\)/],
  ['comma', new RegExp(`^(${chinese})`)],
  ['dot', /^(\d{1,3})(?!\d*年)/],
]
const name = /^[\p{Script=Han}]{2,18}?(?:委员会|办公室|管理局|供电局|[局委办厅部署院]|公司|中心)(?=$|[^\p{Script=Han}])/u
/** What may follow a clause: a remark in brackets or quotation marks, or words that lead on. */
const remark = /^(?:$|[(“"「『:,]|[的之中])/
const planName = /^([\p{Script=Han}]{2,12}?)方案/u
const documentNumber = /[\p{Script=Han}]{2,10}\[\d{4}\]\d{1,4}号/u
const date = /\d{4}年\d{1,2}月\d{1,2}日/
const range = /^(?:[-–—~～至])/

interface Parsed {
  readonly path: readonly Step[]
  readonly rest: string
}

const readPath = (text: string): Parsed => {
  const path: Step[] = []
  let rest = text
  for (;;) {
    const next = readStep(rest, path)
    if (next === undefined) return { path, rest }
    path.push(next.step)
    rest = next.rest
  }
}

const readStep = (text: string, path: readonly Step[]): { readonly step: Step; readonly rest: string } | undefined => {
  for (const [kind, pattern] of steps) {
    const found = pattern.exec(text)
    const number = numeralValue(found?.[1] ?? '')
    if (found && number !== undefined) return { step: { kind, number }, rest: text.slice(found[0].length) }
  }
  const named = path.length > 0 && path.at(-1)?.kind !== 'name' ? name.exec(text) : null
  return named ? { step: { kind: 'name', name: named[0] }, rest: text.slice(named[0].length) } : undefined
}

/** How a step is written in a clause text. */
const writeStep = (step: Step): string => {
  switch (step.kind) {
    case 'name':
      return step.name
    case 'bracket':
      return `（${chineseNumeral(step.number)}）`
    case 'digitBracket':
      return `（${step.number}）`
    case 'comma':
      return chineseNumeral(step.number)
    case 'part':
      return `第${chineseNumeral(step.number)}编`
    case 'chapter':
      return `第${chineseNumeral(step.number)}章`
    case 'section':
      return `第${chineseNumeral(step.number)}节`
    case 'article':
      return `第${chineseNumeral(step.number)}条`
    default:
      return String(step.number)
  }
}

/** The way as a clause text writes it: 三（三）2. */
export const writePath = (path: readonly Step[]): string => path.map(writeStep).join('')

/** Most clauses that one range may name. */
const longestRange = 30

/** `2–5`: the clauses that follow the one just read, up to the last. */
const readRange = (path: readonly Step[], rest: string): { readonly paths: readonly (readonly Step[])[]; readonly rest: string } => {
  const last = path.at(-1)
  const dash = range.exec(rest)
  if (dash === null || last === undefined || last.kind === 'name') return { paths: [path], rest }
  const end = readPath(rest.slice(dash[0].length))
  const to = end.path[0]
  if (end.path.length !== 1 || to === undefined || to.kind !== last.kind || to.number <= last.number) return { paths: [path], rest }
  const count = Math.min(to.number - last.number + 1, longestRange)
  const paths = Array.from({ length: count }, (_, index) => [...path.slice(0, -1), { kind: last.kind, number: last.number + index }])
  return { paths, rest: end.rest }
}

/** A part that only goes on counting, “2、4”, stands beside the clause before it. */
const beside = (path: readonly Step[], before: readonly Step[] | undefined): readonly Step[] => {
  const first = path[0]
  if (before === undefined || first === undefined || first.kind === 'comma') return path
  const at = before.findIndex(({ kind }) => kind === first.kind)
  return at <= 0 ? path : [...before.slice(0, at), ...path]
}

/** Everything a clause text names, in its order. A standard, a habit or a remark names nothing. */
export function parseCitations(clause: string): readonly Citation[] {
  const found: Citation[] = []
  for (const sentence of sameWidth(clause).replaceAll(' ', '').split(';')) {
    let plan: string | undefined
    let before: readonly Step[] | undefined
    for (const part of sentence.split(/[、,]/)) {
      const named = planName.exec(part)
      plan = named?.[1] ?? plan
      const body = named === null ? part : part.slice(named[0].length)
      const number = documentNumber.exec(part)?.[0]
      if (number !== undefined) {
        found.push({ plan, label: number.replace('[', '〔').replace(']', '〕'), path: [], words: number })
        continue
      }
      const { path, rest } = readPath(body)
      if (path.length > 0) {
        const { paths, rest: after } = readRange(beside(path, named === null ? before : undefined), rest)
        // A bare “一” in front of more words is no clause; behind the name of a plan a longer way always is.
        if (!remark.test(after) && (named === null || path.length === 1)) continue
        for (const way of paths) found.push({ plan, label: writePath(way), path: way, words: undefined })
        before = paths.at(-1)
        continue
      }
      const day = date.exec(part)?.[0]
      if (day !== undefined && before === undefined && plan !== undefined) found.push({ plan, label: day, path: [], words: day })
    }
  }
  return found
}

/**
 * Those that speak of this plan.
 * @param title of the plan, 柳州市…方案; a citation belongs to it when the title begins with the name in front of 方案
 */
export function citationsOf(clause: string, title: string): readonly Citation[] {
  return parseCitations(clause).filter(({ plan, words, path }) =>
    plan === undefined ? words !== undefined || path[0]?.kind !== 'dot' : title.startsWith(plan),
  )
}
