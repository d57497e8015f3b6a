/** zod's findings in words for people who write packs. */
import type * as z from 'zod'
import { dataPath, packText, valueKinds } from '../text/pack.ts'
import type { DataPath, Locate, PackProblem } from './source.ts'

const valueAt = (data: unknown, path: DataPath): unknown => {
  let value = data
  for (const part of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined
    value = Reflect.get(value, part)
  }
  return value
}

/** The branch of a union that says most: the one whose trouble lies deepest. */
export const deepest = (issue: z.core.$ZodIssue): readonly z.core.$ZodIssue[] => {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue]
  const depth = (branch: readonly z.core.$ZodIssue[]): number => Math.max(0, ...branch.map((inner) => inner.path.length))
  const best = [...issue.errors].sort((a, b) => depth(b) - depth(a))[0] ?? []
  return depth(best) === 0 ? [issue] : best.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }))
}

const sentence = (issue: z.core.$ZodIssue, data: unknown): string => {
  const path = dataPath(issue.path)
  switch (issue.code) {
    case 'invalid_type':
      return valueAt(data, issue.path) === undefined
        ? packText.missing(path)
        : packText.wrongType(path, valueKinds[issue.expected] ?? issue.expected)
    case 'unrecognized_keys':
      return packText.unknownKeys(issue.keys.join('、'))
    case 'invalid_value':
      return valueAt(data, issue.path) === undefined
        ? packText.missing(path)
        : packText.wrongChoice(path, issue.values.map(String).join('、'))
    case 'too_big':
      return packText.tooBig(path, String(issue.maximum))
    case 'too_small':
      return packText.tooSmall(path, String(issue.minimum))
    case 'invalid_format':
      return packText.wrongFormat(path, 'pattern' in issue ? String(issue.pattern) : issue.format)
    case 'invalid_union':
      return valueAt(data, issue.path) === undefined ? packText.missing(path) : packText.invalid(path)
    default:
      return packText.invalid(path)
  }
}

/** One problem for each issue, at the line where it stands. */
export const schemaProblems = (error: z.ZodError, data: unknown, locate: Locate): PackProblem[] =>
  error.issues.flatMap(deepest).map((issue) => {
    const at = issue.code === 'unrecognized_keys' && issue.keys[0] !== undefined ? [...issue.path, issue.keys[0]] : issue.path
    return { ...locate(at), message: sentence(issue, data) }
  })
