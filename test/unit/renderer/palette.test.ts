import { expect, test } from 'vitest'
import { type Palette, paletteSheet, palettes, type ThemeName, themeNames } from '../../../renderer/ui/palette.ts'
import { contrastRatio } from '../../helpers/contrast-ratio.ts'

type Colour = keyof Palette
const plain: readonly Colour[] = ['surface', 'page', 'head', 'locked']
/** Which words stand on which grounds. */
const pairs: readonly (readonly [Colour, readonly Colour[]])[] = [
  ['ink', [...plain, 'head-branch', 'total', 'must-soft', 'should-soft', 'verify-soft', 'brand-soft', 'ok-soft']],
  ['ink-soft', [...plain, 'total']],
  ['faint', ['surface', 'locked']],
  ['brand', ['surface', 'page', 'head']],
  ['brand-dark', ['surface', 'brand-soft']],
  ['must', ['surface', 'page', 'must-soft']],
  ['should', ['surface', 'page', 'should-soft']],
  ['verify', ['surface', 'page', 'verify-soft']],
  ['hint', ['surface', 'page']],
  ['ok', ['surface', 'page', 'head', 'ok-soft']],
  ['on-strong', ['brand', 'select', 'ok', 'button']],
  ['bar-ink', ['bar']],
  ['demo-ink', ['demo']],
  ['hit-ink', ['hit', 'hit-now']],
  ['notice-ink', ['notice']],
]
const tooFaint = (theme: ThemeName, palette: Palette, least: number): string[] =>
  pairs.flatMap(([ink, grounds]) =>
    grounds
      .filter((ground) => contrastRatio(palette[ink], palette[ground]) < least)
      .map((ground) => `${theme}: ${ink} on ${ground} ${contrastRatio(palette[ink], palette[ground]).toFixed(2)}`),
  )

test.each([
  ['light', 4.5],
  ['dark', 4.5],
  ['contrast', 7],
] as const)('words of the %s theme stand out from their grounds by at least %f to 1', (theme, least) => {
  expect(tooFaint(theme, palettes[theme], least)).toEqual([])
})
test('words that are too faint are noticed', () => {
  expect(tooFaint('light', { ...palettes.light, faint: '#9aa4b2' }, 4.5)).toEqual([
    expect.stringContaining('faint on surface'),
    expect.stringContaining('faint on locked'),
  ])
})
test('every theme names every colour, and paper is light', () => {
  const sheet = paletteSheet()
  for (const theme of themeNames) expect(sheet).toContain(`:root[data-theme="${theme}"] {`)
  const print = sheet.slice(sheet.indexOf('@media print'))
  expect(print).toContain(`--surface: ${palettes.light.surface};`)
  expect(print).not.toContain(`--surface: ${palettes.dark.surface};`)
})
