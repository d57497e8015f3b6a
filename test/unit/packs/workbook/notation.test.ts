import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { decodeCell, encodeCell } from '../../../../electron/engine/packs/workbook/cell-codec.ts'
import { headerPlaces, headerTree } from '../../../../electron/engine/packs/workbook/header-paths.ts'
import { shapeOf } from '../../../../electron/engine/packs/workbook/schema-shape.ts'
import { HeaderNode } from '../../../../shared/forms/form-schema.ts'
import { RuleExample } from '../../../../shared/forms/rule-schema.ts'

/** Texts made of what the notation itself is made of. */
const nasty = fc.oneof(
  fc.string({
    unit: fc.constantFrom(
      '、',
      '；',
      ';',
      '=',
      '＝',
      '：',
      ':',
      '"',
      '\n',
      ' ',
      '（无）',
      '（空）',
      '[',
      ']',
      '+',
      '/',
      '\\',
      '是',
      '甲',
      'a',
      '1',
      ',',
    ),
  }),
  fc.string({ unit: 'grapheme' }),
)
const name = nasty.filter((text) => !['__proto__', 'constructor', 'prototype'].includes(text))
const row = fc.dictionary(name, nasty, { maxKeys: 4 })
const key = fc.stringMatching(/^[a-zA-Z][a-zA-Z0-9_]{0,8}$/).filter((text) => !['constructor', 'prototype'].includes(text))
const back = (schema: z.ZodType, value: unknown): unknown => {
  const shape = shapeOf(schema)
  return decodeCell(shape, encodeCell(shape, value, 'x'), 'x')
}
const example = RuleExample.shape
const mixed = fc.oneof(
  nasty,
  fc.double({ noNaN: true, noDefaultInfinity: true }).filter((n) => !Object.is(n, -0)),
  fc.boolean(),
  fc.array(nasty, { maxLength: 4 }),
)

describe('a cell holds', () => {
  test.each([
    ['a text', z.string(), nasty],
    ['a list', z.array(z.string().max(200)), fc.array(nasty, { maxLength: 5 })],
    ['prose', z.array(z.string().max(400)), fc.array(nasty, { maxLength: 5 })],
    ['a row', example.row, row],
    ['rows', example.rows, fc.array(row, { maxLength: 4 })],
    ['rows of other forms', example.forms, fc.dictionary(key, fc.array(row, { maxLength: 3 }), { maxKeys: 3 })],
    [
      'rows of other forms and periods',
      example.earlierForms,
      fc.dictionary(key, fc.dictionary(fc.constantFrom('2020-01', '2020-02'), fc.array(row, { maxLength: 3 })), { maxKeys: 3 }),
    ],
    ['values of parameters', example.plan, fc.dictionary(key, mixed, { maxKeys: 4 })],
    ['a condition or 是', z.union([z.boolean(), z.string()]), fc.oneof(nasty, fc.boolean())],
    ['a parameter', z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]), mixed],
    [
      'targets',
      example.targets,
      fc.array(fc.record({ indicator: key, year: fc.integer({ min: 2000, max: 2030 }), value: nasty }), { maxLength: 3 }),
    ],
  ])('%s, whatever is written in it', (_what, schema, values) => {
    fc.assert(
      fc.property(values as fc.Arbitrary<unknown>, (value) => {
        expect(back(schema, value)).toEqual(value)
      }),
      { numRuns: 400 },
    )
  })

  test('the text people would write', () => {
    expect(encodeCell(shapeOf(example.row), { a: '1', b: '甲；乙' }, 'x')).toBe('a=1；b="甲；乙"')
    expect(encodeCell(shapeOf(example.forms), { F5: [{ a: '1' }, {}] }, 'x')).toBe('F5：a=1\nF5：（空）')
    expect(encodeCell(shapeOf(example.plan), { a: '64', b: 64, c: true, d: ['甲', '乙'] }, 'x')).toBe('a="64"；b=64；c=是；d=[甲、乙]')
  })

  test('full-width digits, other separators and dates where a month belongs', () => {
    expect(decodeCell(shapeOf(z.int()), '１２', 'x')).toBe(12)
    expect(decodeCell(shapeOf(z.array(z.string().regex(/^[a-z]+$/))), 'ab, cd，ef', 'x')).toEqual(['ab', 'cd', 'ef'])
    expect(decodeCell(shapeOf(z.string().regex(/^\d{4}-\d{2}$/)), '2020-05-01', 'x')).toBe('2020-05')
    expect(decodeCell(shapeOf(z.boolean()), ' √ ', 'x')).toBe(true)
  })
})

describe('the header of a form', () => {
  const label = nasty.filter((text) => text !== '' && text.length <= 200)
  const tree = fc.letrec<{ nodes: unknown[] }>((tie) => ({
    nodes: fc.array(
      fc.oneof(
        { maxDepth: 3, withCrossShrink: true },
        fc.constant('leaf'),
        fc.record({ label: fc.oneof(label, fc.constant('甲')), children: tie('nodes') }),
      ),
      {
        minLength: 1,
        maxLength: 4,
      },
    ),
  })).nodes

  test('comes back from the labels above each field', () => {
    let count = 0
    const withKeys = (node: unknown): unknown =>
      node === 'leaf'
        ? `f${count++}`
        : { label: Reflect.get(Object(node), 'label'), children: [Reflect.get(Object(node), 'children')].flat().map(withKeys) }
    fc.assert(
      fc.property(tree, (nodes) => {
        const header = HeaderNode.array().parse(nodes.map(withKeys))
        expect(headerTree(headerPlaces(header))).toEqual(header)
      }),
      { numRuns: 500 },
    )
  })

  test('reads as people draw it', () => {
    const header = ['a', { label: '能耗', children: ['b', { label: '当量', children: ['c'] }] }]
    expect(headerPlaces(header).map(({ path }) => path)).toEqual(['', '能耗', '能耗/当量'])
    expect(headerTree([{ field: 'a', path: ' 能耗 / 当量 ' }])).toEqual([{ label: '能耗', children: [{ label: '当量', children: ['a'] }] }])
  })
})
