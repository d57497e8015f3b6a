import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { libraryFolder, loadPack, readPackFiles } from '../../../electron/engine/packs/load-pack.ts'
import { sourcePacksFolder } from '../../../electron/engine/packs/packs.ts'
import { layoutSheets, numberWidth, pageStarts, paperSize, usualSettings } from '../../../renderer/features/print/sheets.ts'
import type { PrintSettings } from '../../../shared/contract/index.ts'
import { headerGrid } from '../../../shared/forms/columns.ts'

const read = (folder: string) => readPackFiles(join(sourcePacksFolder(), folder))
const loaded = loadPack('liuzhou-2020', read('liuzhou-2020'), read(libraryFolder))
if (!loaded.ok) throw new Error(loaded.problems[0]?.message)
const forms = [...loaded.value.pack.forms.values()]

const settings: fc.Arbitrary<PrintSettings> = fc.record({
  paper: fc.constantFrom('A3', 'A4'),
  margins: fc.constantFrom('narrow', 'usual', 'wide'),
  columns: fc.constantFrom('fit', 'split'),
  scale: fc.constantFrom(60, 100, 140),
  grey: fc.boolean(),
})
test('on whatever paper, every column is printed once, the frozen ones on each sheet, and each sheet is filled', () => {
  fc.assert(
    fc.property(fc.constantFrom(...forms), settings, (template, chosen) => {
      const { sheets } = layoutSheets(template, chosen)
      const all = headerGrid(template).columns.map(({ key }) => key)
      const frozen = all.slice(0, template.frozen)
      const printed = sheets.flatMap(({ grid }, at) => grid.columns.map(({ key }) => key).slice(at === 0 ? 0 : frozen.length))
      expect(printed).toEqual(all)
      for (const { grid, widths, numbers } of sheets) {
        expect(grid.columns.slice(0, frozen.length).map(({ key }) => key)).toEqual(frozen)
        expect(numbers.map((number) => all[number - 1])).toEqual(grid.columns.map(({ key }) => key))
        expect(widths.reduce((sum, width) => sum + width, 0)).toBeCloseTo(100, 6)
      }
      if (chosen.columns === 'fit') expect(sheets).toHaveLength(1)
    }),
    { numRuns: 60 },
  )
})

test('letters stay readable where the columns may be split, and only there', () => {
  const widest = forms.reduce((most, form) => (form.fields.length > most.fields.length ? form : most))
  const split = layoutSheets(widest, { ...usualSettings(widest), paper: 'A4' })
  const fit = layoutSheets(widest, { ...usualSettings(widest), paper: 'A4', columns: 'fit' })
  expect(split.sheets.length).toBeGreaterThan(1)
  expect(split.points).toBeGreaterThanOrEqual(7)
  expect(fit.points).toBeLessThan(split.points)
  expect(numberWidth).toBeLessThan(paperSize.A4.width / 20)
})

test('pages begin where the next row would not fit, and what stands behind the rows is not cut', () => {
  expect(pageStarts([10, 10, 10, 10], 35, 10, 5)).toEqual([2])
  expect(pageStarts([10, 10, 10, 10], 30, 10, 5)).toEqual([2, 4])
  expect(pageStarts([100], 30, 10, 0)).toEqual([])
  expect(pageStarts([], 30, 10, 5)).toEqual([])
})
