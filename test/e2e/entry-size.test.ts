/** What a window has to read before its first screen stands there; everything else comes later. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'

const folder = join(import.meta.dirname, '..', '..', 'dist', 'renderer')
const mostBytes = 330 * 1024
/** Words that only the named code holds. */
const heavy = { drawing: '_echarts_instance_', expressions: 'no such overload', validation: 'invalid_union' } as const

const code = (file: string): string => readFileSync(join(folder, 'assets', file), 'utf8')
/** Files that a file names as needed at once; `import(…)` with brackets is for later. */
const neededBy = (source: string): string[] =>
  [...source.matchAll(/(?:\bfrom|\bimport)\s*["']\.\/([^"']+\.js)["']/g)].map(([, file = '']) => file)

function entryFiles(): readonly string[] {
  const page = readFileSync(join(folder, 'index.html'), 'utf8')
  const waiting = [...page.matchAll(/assets\/([^"']+\.js)/g)].map(([, file = '']) => file)
  const found = new Set<string>()
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (found.has(file)) continue
    found.add(file)
    waiting.push(...neededBy(code(file)))
  }
  return [...found].sort()
}

test('the sheet holds the styles of components that the page has, and of no others', () => {
  const sheet = readdirSync(join(folder, 'assets')).filter((file) => /^start-.*\.css$/.test(file))
  expect(sheet).toHaveLength(1)
  const rules = code(sheet[0] ?? '')
  const held = (name: string): boolean => rules.includes(`.${name}`)
  const there = [
    'ant-btn',
    'ant-table-wrapper',
    'ant-modal-body',
    'ant-select-dropdown',
    'ant-tabs-nav',
    'ant-form-item',
    'ant-col-24',
    'frame-month',
  ]
  expect(there.filter((name) => !held(name))).toEqual([])
  expect(['ant-picker', 'ant-mentions', 'ant-cascader', 'css-var-_R_'].filter(held)).toEqual([])
})

test('the first screen needs little, and neither charts nor rules nor validators', () => {
  const files = entryFiles()
  const sizes = files.map((file) => ({ file, bytes: gzipSync(code(file), { level: 9 }).length }))
  const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0)
  console.log(`entry: ${(total / 1024).toFixed(1)} KB gzipped in ${files.length} files`)
  expect(total).toBeLessThanOrEqual(mostBytes)
  const all = readdirSync(join(folder, 'assets')).filter((file) => file.endsWith('.js'))
  for (const [name, word] of Object.entries(heavy)) {
    const holders = all.filter((file) => code(file).includes(word))
    // The words are still the right ones: somewhere they are.
    expect(holders, name).not.toEqual([])
    expect(
      holders.filter((file) => files.includes(file)),
      name,
    ).toEqual([])
  }
})
