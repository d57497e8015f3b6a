/** How the page is built: what its first screen needs comes in one file, with the styles of those components only that there are. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { build, type Plugin, type Rolldown } from 'vite'

/** What is read here of a sheet's tree; the parser is the bundler's own. */
interface StyleRule {
  selectors: string[]
  remove(): void
}
interface StyleSheet {
  readonly source?: { readonly input: { readonly file?: string } }
  walkRules(visit: (rule: StyleRule) => void): void
}

const components = join(import.meta.dirname, 'node_modules', 'antd', 'es')
const wholeSheet = /antd[\\/]dist[\\/]antd\.css$/
const componentOf = /antd[\\/]es[\\/]([^\\/]+)[\\/]style[\\/]/
/** Components whose classes are not called after their folder. */
const classNames: ReadonlyMap<string, string> = new Map([
  ['date-picker', 'picker'],
  ['float-button', 'float-btn'],
])
/** Themes of the library's own pages, which no page of ours names, and columns that depend on the width of the window. */
const foreign = ['css-var-_R_', 'ant-col-(?:xs|sm|md|lg|xl|xxl|xxxl)-']

/** What a page needs at once: the chunks of its entry and of what these name, without what is only asked for later. */
function chunksAtOnce(chunks: readonly Rolldown.OutputChunk[]): readonly Rolldown.OutputChunk[] {
  const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]))
  const found = new Set(chunks.filter(({ isEntry }) => isEntry))
  for (const { imports } of found) for (const chunk of imports.flatMap((name) => byName.get(name) ?? [])) found.add(chunk)
  return [...found]
}

/** The modules that are left of a page, found by building it once without writing it: nothing less knows what is used of a library. */
async function readPage(root: string): Promise<{ readonly atOnce: ReadonlySet<string>; readonly all: readonly string[] }> {
  const built = await build({ configFile: false, root, plugins: [react()], logLevel: 'error', build: { write: false, minify: false } })
  const chunks = [built].flat().flatMap((one) => ('output' in one ? one.output.filter((part) => part.type === 'chunk') : []))
  const modulesOf = (some: readonly Rolldown.OutputChunk[]): string[] =>
    some.flatMap(({ modules }) => Object.entries(modules).flatMap(([id, { renderedLength }]) => (renderedLength > 0 ? [id] : [])))
  return { atOnce: new Set(modulesOf(chunksAtOnce(chunks))), all: modulesOf(chunks) }
}

/** A pattern of the classes of components that the library has and the page has not. */
function unusedClasses(modules: readonly string[]): RegExp {
  const used = new Set(modules.flatMap((id) => componentOf.exec(id)?.[1] ?? []))
  const ownStyles = (name: string): boolean => {
    try {
      return readFileSync(join(components, name, 'style', 'index.js'), 'utf8').includes('genStyleHooks')
    } catch {
      return false
    }
  }
  const unused = readdirSync(components).filter((name) => !used.has(name) && ownStyles(name))
  const names = unused.map((name) => `ant-${classNames.get(name) ?? name}(?![a-z0-9])`)
  return new RegExp(`\\.(?:${[...foreign, ...names].join('|')})`)
}

/** What a selector leaves out or offers to choose from; the rest is what it asks for. */
const lists = /:(?:not|has|is|where)\([^)]*\)/g

const withoutUnused = (unused: RegExp) => ({
  postcssPlugin: 'used-styles',
  Once(sheet: StyleSheet): void {
    if (!wholeSheet.test(sheet.source?.input.file ?? '')) return
    sheet.walkRules((rule) => {
      const kept = rule.selectors.filter((selector) => !unused.test(selector.replaceAll(lists, '')))
      if (kept.length === 0) rule.remove()
      else if (kept.length < rule.selectors.length) rule.selectors = kept
    })
  },
})

/** @param root the page's folder, of which index.html is the entry */
export function firstScreenFirst(root: string): Plugin {
  let atOnce: ReadonlySet<string> = new Set()
  return {
    name: 'first-screen-first',
    apply: 'build',
    async config() {
      const page = await readPage(root)
      atOnce = page.atOnce
      return { css: { postcss: { plugins: [withoutUnused(unusedClasses(page.all))] } } }
    },
    configEnvironment(name) {
      if (name !== 'client') return undefined
      const groups = [{ name: 'start', test: (id: string) => atOnce.has(id) }]
      return { build: { rolldownOptions: { output: { codeSplitting: { groups } } } } }
    },
  }
}
