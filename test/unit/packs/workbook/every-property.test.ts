import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { propertiesOf, type Shape } from '../../../../electron/engine/packs/workbook/schema-shape.ts'
import { type Column, columnsOf, pathsWithSheet, tables } from '../../../../electron/engine/packs/workbook/tables.ts'
import { FormDuty, PackManifest } from '../../../../shared/forms/manifest-schema.ts'
import { choiceLabel, hasHeading } from '../../../../shared/text/pack-workbook.ts'
import { choiceNames } from '../../../../shared/text/pack-workbook-columns.ts'

/** Parts of a shape for which there is no notation. */
const unheld = (shape: Shape, path: string): string[] => {
  if (shape.kind === 'other') return [path]
  if (shape.kind === 'list') return unheld(shape.item, path)
  if (shape.kind === 'map') return unheld(shape.value, `${path}.*`)
  return shape.kind === 'object' ? shape.properties.flatMap((property) => unheld(property.shape, `${path}.${property.key}`)) : []
}
/** Names of parts that stand inside cells. */
const innerNames = (shape: Shape, path: string): string[] => {
  if (shape.kind === 'list') return innerNames(shape.item, path)
  if (shape.kind === 'map') return innerNames(shape.value, `${path}.*`)
  return shape.kind === 'object'
    ? shape.properties.flatMap((property) => [`${path}.${property.key}`, ...innerNames(property.shape, `${path}.${property.key}`)])
    : []
}
const choices = (shape: Shape, path: string): [path: string, value: string][] => {
  if (shape.kind === 'choice') return shape.values.map((value) => [path, value])
  if (shape.kind === 'list') return choices(shape.item, path)
  if (shape.kind === 'map') return choices(shape.value, `${path}.*`)
  return shape.kind === 'object' ? shape.properties.flatMap((property) => choices(property.shape, `${path}.${property.key}`)) : []
}
const properties: readonly Column[] = tables.flatMap(({ columns }) => columns.filter(({ role }) => role === 'own' || role === 'duty'))

describe('the workbook and the schema', () => {
  test('every property of the schema has a column that can hold it, or a sheet', () => {
    const held = new Set(properties.map(({ dotted }) => dotted))
    const missing = tables.flatMap((table) =>
      propertiesOf(table.schema)
        .map(({ key }) => `${table.id}.${key}`)
        .filter((path) => ![...held, ...pathsWithSheet].some((known) => known === path || known.startsWith(`${path}.`))),
    )
    expect(missing).toEqual([])
    for (const { key } of propertiesOf(FormDuty)) expect(key === 'id' || held.has(`duty.${key}`), key).toBe(true)
    expect(properties.flatMap(({ shape, dotted }) => unheld(shape, dotted))).toEqual([])
  })

  test('only what is no part of a pack is left out', () => {
    const withSheet = new Set(tables.flatMap(({ parent, at }) => (parent === undefined ? [] : [[parent, ...at].join('.')])))
    expect([...pathsWithSheet].filter((path) => !withSheet.has(path)).sort()).toEqual([
      'forms.header',
      'manifest.forms',
      'manifest.standalone',
    ])
  })

  test('a property that is added gets a column, one we have no notation for is noticed', () => {
    const wider = PackManifest.extend({ added: z.string().optional(), strange: z.tuple([z.string(), z.number()]).optional() })
    const columns = columnsOf('manifest', propertiesOf(wider), (path) => pathsWithSheet.has(path))
    expect(columns.map(({ dotted }) => dotted)).toContain('manifest.added')
    expect(columns.flatMap(({ shape, dotted }) => unheld(shape, dotted))).toEqual(['manifest.strange'])
  })

  test('every column and every part inside a cell has a Chinese name, no name twice on a sheet', () => {
    const names = properties.flatMap(({ shape, dotted }) => [dotted, ...innerNames(shape, dotted)])
    expect(names.filter((path) => !hasHeading(path))).toEqual([])
    for (const { sheet, columns } of tables) {
      const headings = columns.map(({ heading }) => heading)
      expect(
        headings.filter((heading, index) => headings.indexOf(heading) !== index),
        sheet,
      ).toEqual([])
    }
  })

  test('every choice has a name of its own', () => {
    const all = properties.flatMap(({ shape, dotted }) => choices(shape, dotted))
    expect(all.filter(([path, value]) => choiceNames[path]?.[value] === undefined)).toEqual([])
    const shown = all.map(([path, value]) => `${path}: ${choiceLabel(path, value)}`)
    expect(shown.filter((name, index) => shown.indexOf(name) !== index)).toEqual([])
  })
})
