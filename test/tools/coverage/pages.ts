/** The generated files and what they must say now. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Pack } from '../../../shared/forms/pack-types.ts'
import { coverageOf, type Fact, requiredKinds } from './coverage.ts'
import { plansPage, readmeBlock } from './plans-page.ts'

const root = join(import.meta.dirname, '..', '..', '..')
const markers = ['<!-- plans: made by test/tools/make-coverage.ts -->', '<!-- /plans -->'] as const

/** All passages of the plans by number, with their figures; no word of the plans. */
export const readFacts = (): readonly Fact[] => JSON.parse(readFileSync(join(root, 'test', 'data', 'fact-ids.json'), 'utf8')) as Fact[] // our own data file

export interface GeneratedFile {
  readonly path: string
  readonly wanted: string
  readonly found: string
}

const read = (path: string): string => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

/** Puts the block between the markers. Throws when the README has lost them. */
export const withBlock = (readme: string, block: string): string => {
  const [start, end] = markers
  const from = readme.indexOf(start)
  const to = readme.indexOf(end)
  if (from < 0 || to < from) throw new Error(`README.md needs the lines ${start} and ${end}`)
  return `${readme.slice(0, from + start.length)}\n\n${block}\n\n${readme.slice(to)}`
}

/** The three files, with what stands in them and what should. */
export const generatedFiles = (packs: readonly Pack[]): readonly GeneratedFile[] => {
  const facts = readFacts().filter(({ kind }) => requiredKinds.has(kind))
  const coverage = coverageOf(packs)
  const json = `[\n${coverage.map((entry) => `  ${JSON.stringify(entry)}`).join(',\n')}\n]\n`
  const readme = read(join(root, 'README.md'))
  return [
    { path: join(root, 'docs', 'coverage.json'), wanted: json, found: read(join(root, 'docs', 'coverage.json')) },
    { path: join(root, 'docs', 'plans.md'), wanted: plansPage(packs, facts, coverage), found: read(join(root, 'docs', 'plans.md')) },
    { path: join(root, 'README.md'), wanted: withBlock(readme, readmeBlock(packs, facts, coverage)), found: readme },
  ]
}
