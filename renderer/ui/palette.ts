/**
 * Every colour of the program, once for each theme: the style sheets name them as CSS variables, the component library
 * and the charts are given the same values. A colour that carries words reaches 4.5 : 1 on the grounds it stands on.
 */
export type ThemeName = 'light' | 'dark' | 'contrast'
export const themeNames: readonly ThemeName[] = ['light', 'dark', 'contrast']

const light = {
  /** Paper: forms, cards, menus. */
  surface: '#ffffff',
  /** What lies around the paper. */
  page: '#f3f5f8',
  head: '#f1f4f8',
  'head-branch': '#e8edf4',
  locked: '#f6f7f9',
  total: '#eef3fb',
  line: '#dde2ea',
  'line-strong': '#b8c1cf',
  ink: '#1f2733',
  'ink-soft': '#566173',
  /** The bar at the top. */
  bar: '#0a3f76',
  'bar-ink': '#ffffff',
  'bar-line': '#54799f',
  demo: '#ffd666',
  'demo-ink': '#3d2b00',
  brand: '#0b5cad',
  'brand-dark': '#0a3f76',
  /** Ground of what is chosen. */
  'brand-soft': '#e3edfa',
  select: '#1967d2',
  'select-soft': 'rgb(25 103 210 / 9%)',
  /** Words on a ground of brand, select or ok. */
  'on-strong': '#ffffff',
  must: '#c5221f',
  'must-soft': '#fdeceb',
  should: '#a14700',
  'should-soft': '#fff1e0',
  verify: '#7a5a00',
  'verify-soft': '#fff9e0',
  caution: '#c69500',
  hint: '#1a5fb4',
  ok: '#17723a',
  'ok-soft': '#eaf6ee',
  /** A found place, and the one of them that is looked at. */
  hit: '#ffe58f',
  'hit-now': '#ffb74d',
  'hit-ink': '#1f2733',
  flash: 'rgb(255 196 0 / 60%)',
  notice: '#1f2937',
  'notice-ink': '#ffffff',
  shadow: 'rgb(0 0 0 / 18%)',
  /** Words that explain or wait to be replaced. */
  faint: '#5f6875',
  /** What the component library makes the ground of the first button of a screen from; its words are those on a strong ground. */
  button: '#0b5cad',
}
export type Palette = { readonly [Name in keyof typeof light]: string }

const dark: Palette = {
  surface: '#1b1f26',
  page: '#12151a',
  head: '#252b34',
  'head-branch': '#2d3541',
  locked: '#21262e',
  total: '#1f2a3b',
  line: '#39424f',
  'line-strong': '#5c6879',
  ink: '#e6eaf0',
  'ink-soft': '#aeb8c6',
  bar: '#0e2b4b',
  'bar-ink': '#f2f6fb',
  'bar-line': '#4a6789',
  demo: '#ffd666',
  'demo-ink': '#3d2b00',
  brand: '#7db7f7',
  'brand-dark': '#a9cffb',
  'brand-soft': '#1f3450',
  select: '#5aa2ff',
  'select-soft': 'rgb(90 162 255 / 18%)',
  'on-strong': '#0c1420',
  must: '#ff958d',
  'must-soft': '#40201f',
  should: '#ffb46e',
  'should-soft': '#3b2a17',
  verify: '#efcf61',
  'verify-soft': '#343019',
  caution: '#e0b53a',
  hint: '#86bcff',
  ok: '#74d19a',
  'ok-soft': '#1a3426',
  hit: '#7a5c00',
  'hit-now': '#a85b00',
  'hit-ink': '#ffffff',
  flash: 'rgb(255 196 0 / 45%)',
  notice: '#e6eaf0',
  'notice-ink': '#12151a',
  shadow: 'rgb(0 0 0 / 60%)',
  faint: '#9aa5b4',
  button: '#8fc6ff',
}

/** Black on white with strong lines, for weak eyes and bright rooms: words reach 7 : 1. */
const contrast: Palette = {
  surface: '#ffffff',
  page: '#ffffff',
  head: '#ffffff',
  'head-branch': '#ededed',
  locked: '#ededed',
  total: '#e3e3e3',
  line: '#6b6b6b',
  'line-strong': '#000000',
  ink: '#000000',
  'ink-soft': '#262626',
  bar: '#000000',
  'bar-ink': '#ffffff',
  'bar-line': '#ffffff',
  demo: '#ffe100',
  'demo-ink': '#000000',
  brand: '#00378a',
  'brand-dark': '#00265f',
  'brand-soft': '#d6e6ff',
  select: '#00378a',
  'select-soft': 'rgb(0 55 138 / 14%)',
  'on-strong': '#ffffff',
  must: '#940000',
  'must-soft': '#ffe9e9',
  should: '#6b2f00',
  'should-soft': '#ffeedd',
  verify: '#4d3a00',
  'verify-soft': '#fff7cc',
  caution: '#7a5a00',
  hint: '#00378a',
  ok: '#00491d',
  'ok-soft': '#e4f6ea',
  hit: '#ffe100',
  'hit-now': '#ffb300',
  'hit-ink': '#000000',
  flash: 'rgb(255 196 0 / 80%)',
  notice: '#000000',
  'notice-ink': '#ffffff',
  shadow: 'rgb(0 0 0 / 60%)',
  faint: '#262626',
  button: '#00378a',
}

export const palettes: { readonly [Name in ThemeName]: Palette } = { light, dark, contrast }

const declarations = (theme: ThemeName): string => {
  const variables = Object.entries(palettes[theme]).map(([name, value]) => `--${name}: ${value};`)
  return `color-scheme: ${theme === 'dark' ? 'dark' : 'light'}; ${variables.join(' ')}`
}

/** The variables of all themes as a style sheet, chosen by `data-theme` on the root; paper is always light. */
export const paletteSheet = (): string =>
  [
    `:root { ${declarations('light')} }`,
    ...themeNames.map((theme) => `:root[data-theme="${theme}"] { ${declarations(theme)} }`),
    `@media print { :root[data-theme] { ${declarations('light')} } }`,
  ].join('\n')
