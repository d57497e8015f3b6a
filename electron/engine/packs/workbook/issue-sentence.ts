/** What the schema says of a cell, in words for the person who filled it in. */
import type * as z from 'zod'
import { choiceLabel, patternInWords, propertyLabel, workbookText } from '../../../../shared/text/pack-workbook.ts'
import type { CellPlace } from './places.ts'
import { tables } from './tables.ts'
import { valueAt } from './write-tables.ts'

/** Sheet on which a list of the pack stands, e.g. of `forms › 0 › fields`. */
const sheetOf = (path: readonly PropertyKey[]): string | undefined => {
  const names = path.filter((part) => typeof part !== 'number').map(String)
  return tables.find(
    ({ at, kind }) => kind !== 'one' && at.length <= names.length && at.every((part, index) => names.at(index - at.length) === part),
  )?.sheet
}

const choicesOf = (place: CellPlace | undefined): string | undefined => {
  const about = place?.about
  if (about?.shape.kind === 'choice') return about.shape.values.map((value) => choiceLabel(about.dotted, value)).join('、')
  if (about?.shape.kind !== 'list' || about.shape.item.kind !== 'choice') return undefined
  return about.shape.item.values.map((value) => choiceLabel(about.dotted, value)).join('、')
}

const wrongType = (issue: z.core.$ZodIssueInvalidType, place: CellPlace | undefined): string => {
  const choices = choicesOf(place)
  if (choices !== undefined) return workbookText.notChoice(choices)
  const expected: string = issue.expected
  if (expected === 'boolean') return workbookText.notYesNo
  if (expected === 'int') return workbookText.notInteger
  if (expected === 'number') return workbookText.notNumber
  if (expected === 'array') return workbookText.notList
  if (expected === 'object' || expected === 'record') return workbookText.notRow
  return workbookText.wrong
}

/** @param path of the issue in the whole pack */
export const issueSentence = (
  issue: z.core.$ZodIssue,
  path: readonly PropertyKey[],
  document: unknown,
  place: CellPlace | undefined,
): string => {
  const isMissing = valueAt(document, path) === undefined
  const sheet = isMissing || issue.code === 'too_small' ? sheetOf(path) : undefined
  if (sheet !== undefined) return workbookText.nothingBelow(sheet)
  if (issue.code === 'unrecognized_keys') {
    const about = place?.about
    const isInCell = about?.shape.kind === 'object' || about?.shape.kind === 'list' || about?.shape.kind === 'map'
    const names = issue.keys.map((key) => propertyLabel(about?.dotted ?? '', key)).join('、')
    return isInCell || about === undefined ? workbookText.unknownProperty(names) : workbookText.alone(about.heading)
  }
  if (isMissing && issue.code !== 'too_big') return workbookText.missing
  const choices = choicesOf(place)
  switch (issue.code) {
    case 'invalid_type':
      return wrongType(issue, place)
    case 'invalid_value':
      return choices === undefined ? workbookText.wrong : workbookText.notChoice(choices)
    case 'too_big':
      return workbookText.tooLong(String(issue.maximum))
    case 'too_small':
      if (issue.origin === 'array') return workbookText.missing
      return workbookText.tooShort(String(issue.minimum))
    case 'invalid_format':
      return 'pattern' in issue && issue.pattern !== undefined ? workbookText.wrongForm(patternInWords(issue.pattern)) : workbookText.wrong
    case 'invalid_key': {
      const [inner] = issue.issues
      const pattern = inner?.code === 'invalid_format' && 'pattern' in inner ? inner.pattern : undefined
      return pattern === undefined ? workbookText.wrong : workbookText.wrongForm(patternInWords(pattern))
    }
    case 'invalid_union':
      return choices === undefined ? workbookText.wrong : workbookText.notChoice(choices)
    default:
      return workbookText.wrong
  }
}
