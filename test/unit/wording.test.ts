import { describe, expect, test } from 'vitest'
import { levels } from '../../shared/model/level.ts'
import { formStates } from '../../shared/model/state.ts'
import { readSources, type Sources, withoutComments } from '../helpers/sources.ts'

/** Words of the domain that are values, not sentences: they are the same in every language. */
const constants: readonly string[] = [...levels, ...formStates, '是', '否', '零报告']

/** Files whose Chinese is data they work with, and why. */
const dataFiles: ReadonlyMap<string, string> = new Map([
  ['shared/model/level.ts', 'defines the levels'],
  ['shared/model/state.ts', 'defines the states'],
  ['renderer/features/help/manual-source.ts', 'names the file of the manual'],
  ['shared/model/value.ts', 'reads what people type: 年月日, 是/有/√'],
  ['shared/model/pinyin.ts', 'finds initials by the order of characters'],
  ['shared/plan/numerals.ts', 'writes and reads Chinese numerals'],
  ['shared/plan/outline.ts', 'knows how official documents number their clauses'],
  ['shared/plan/citation.ts', 'reads the clauses that packs name'],
  ['shared/plan/clauses.ts', 'knows how a running text counts'],
  ['electron/engine/document/pdf-lines.ts', 'knows page numbers and clauses at the start of a line'],
  ['shared/forms/form-schema.ts', 'the default footer as forms print it'],
  ['electron/engine/excel/calc/criteria.ts', 'knows dates in conditions'],
  ['electron/engine/excel/calc/functions/text-format.ts', 'writes dates by format codes'],
  ['electron/engine/excel/reader/number-format.ts', 'built-in number formats of Chinese Excel'],
  ['electron/engine/excel/recognise/choose-sheet.ts', 'reads months in sheet names and titles'],
  ['electron/engine/excel/recognise/displayed-numbers.ts', 'reads number formats in 万'],
  ['electron/engine/excel/recognise/headings.ts', 'reads numbering and unit marks of column heads'],
  ['electron/engine/excel/recognise/read-cell.ts', 'reads date formats'],
  ['electron/engine/excel/recognise/signatures.ts', 'reads the signatures below a table'],
  ['electron/engine/excel/recognise/table-units.ts', 'reads unit lines'],
  ['electron/engine/excel/recognise/units.ts', 'reads units'],
  ['electron/engine/excel/recognise/words.ts', 'compares headings without their measure words'],
  ['electron/cli/tanbao.mjs', 'runs where TypeScript cannot be read yet'],
])

/** Chinese outside `shared/text`, as `file:line`. */
function strayChinese(sources: Sources): string[] {
  const constant = new RegExp(
    `(['"\`])(?:${constants.join('|')})\\1|\\b(?:${constants.join('|')}):|(?<![\\p{L}\\p{N}_])(?:${constants.join('|')}):`,
    'gu',
  )
  return [...sources]
    .filter(([file]) => !file.startsWith('shared/text/') && !dataFiles.has(file))
    .flatMap(([file, text]) =>
      withoutComments(text)
        .replace(constant, '')
        .split('\n')
        .flatMap((line, index) => (/\p{Script=Han}/u.test(line) ? [`${file}:${index + 1}: ${line.trim()}`] : [])),
    )
}

describe('Chinese text', () => {
  const sources = readSources(['shared', 'electron', 'renderer'])

  test('stands in shared/text, where one reader can judge all of it', () => {
    expect(strayChinese(sources)).toEqual([])
  })

  test('the exceptions still exist', () => {
    expect([...dataFiles.keys()].filter((file) => !sources.has(file))).toEqual([])
  })

  test.each(["const a = '请重试'", 'return <p>请重试</p>', 'const a = `第一行`', "throw new Error('是否')"])(
    '%s elsewhere is noticed',
    (text) => {
      expect(strayChinese(new Map([['renderer/app/planted.tsx', text]]))).toHaveLength(1)
    },
  )

  test.each(["if (level === '强制性') stop()", "const colours = { 强制性: 'red' }", '// 请重试', "'是'"])('%s is fine', (text) => {
    expect(strayChinese(new Map([['renderer/app/planted.tsx', text]]))).toEqual([])
  })
})
