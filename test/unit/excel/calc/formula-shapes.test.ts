import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FormulaShapes } from '../../../../electron/engine/excel/calc/formula-shapes.ts'
import { moveFormula } from '../../../../electron/engine/excel/calc/shift-references.ts'

const plain = (text: string) => ({ kind: 'plain', text }) as const

/** The cell from which each formula of a column is read, by its row. */
const masters = (texts: readonly string[]) => {
  const shapes = new FormulaShapes()
  return texts.map((text, row) => {
    const found = shapes.of(plain(text), row + 1, 3)
    return found.kind === 'shared' ? found.row : undefined
  })
}

describe('formulas that read the same from their own cells', () => {
  test('are shared with the first of them, down and across', () => {
    expect(masters(['A1*$B$1+SUM(Data!A$1:A1)', 'A2*$B$1+SUM(Data!A$1:A2)', 'A3*$B$1+SUM(Data!A$1:A3)'])).toEqual([1, 1, 1])
    const shapes = new FormulaShapes()
    const across = ['SUM(A1:A9)', 'SUM(B1:B9)', 'SUM(C1:C9)'].map((text, at) => shapes.of(plain(text), 10, at + 1))
    expect(across).toEqual(across.map(() => ({ kind: 'shared', text: 'SUM(A1:A9)', row: 10, column: 1 })))
  })

  test.each([
    ['a mark more', ['A1+B1', '$A2+B2']],
    ['another row', ['A1+B1', 'A2+B3']],
    ['another sheet', ['Data!A1', 'Date!A2']],
    ['another number', ['A1*2', 'A2*3']],
    ['a longer number', ['A1*1', 'A2*12']],
    ['a reference that stays', ['A1+1', 'A1+1']],
    ['a row that begins alike', ['A1', 'A20']],
    ['another text', ['A1&"A1"', 'A2&"A2"']],
    ['the same text in capitals', ['sum(A1)', 'SUM(A2)']],
  ])('not those with %s', (_, texts) => {
    expect(masters(texts)).toEqual([1, 2])
  })

  test('what leaves the sheet or is no reference is left alone', () => {
    expect(masters(['A1048576', 'A1048577'])).toEqual([1, 2])
    expect(masters(['LOG10(A1)', 'LOG10(A2)', 'LOG11(A3)'])).toEqual([1, 1, 3])
  })

  test('whatever is shared reads, moved from its first cell, as it is written', () => {
    const piece = fc.constantFrom(
      'A1',
      '$A2',
      'B$3',
      '$C$4',
      'A1:B9',
      'D:D',
      '$2:3',
      "'a b'!C7",
      'x',
      '"A1"',
      'Sum(',
      ')',
      '+',
      '1',
      ',',
      ' ',
    )
    const text = fc.array(piece, { minLength: 1, maxLength: 8 }).map((pieces) => pieces.join(''))
    const step = fc.tuple(text, fc.integer({ min: 0, max: 4 }), fc.integer({ min: 1, max: 3 }))
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
        const shapes = new FormulaShapes()
        let row = 1
        for (const [formula, down, column] of steps) {
          row += down
          for (const written of [formula, moveFormula(formula, 1, 0)]) {
            const found = shapes.of(plain(written), row, column)
            if (found.kind !== 'shared') throw new Error('not shared')
            // A reference that stands where it was written keeps its spelling.
            const [rows, columns] = [row - found.row, column - found.column]
            expect(rows === 0 && columns === 0 ? found.text : moveFormula(found.text, rows, columns)).toBe(written)
            row++
          }
        }
      }),
      { numRuns: 1000, seed: 7 },
    )
  })
})
