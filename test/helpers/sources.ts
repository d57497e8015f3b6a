/** Reads the program's own sources the way a reviewer would: what a file imports, and what it says outside its comments. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'

const root = join(import.meta.dirname, '..', '..')

/** Path from the root with `/`, and text. */
export type Sources = ReadonlyMap<string, string>

export function readSources(folders: readonly string[]): Sources {
  const files = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(?:ts|tsx|mjs)$/.test(file))
      .map((file) => `${folder}/${file.replaceAll('\\', '/')}`),
  )
  return new Map(files.sort().map((file) => [file, readFileSync(join(root, file), 'utf8')]))
}

const beforeRegex = /(?:^|[(,=:[!&|?{};>+]|\breturn|\bcase)\s*$/

/** Index just behind the string, template or regular expression that begins at `start`. */
function endOfLiteral(text: string, start: number): number {
  const quote = text.charAt(start)
  let isInClass = false
  for (let at = start + 1; at < text.length; at++) {
    const character = text.charAt(at)
    if (character === '\\') at++
    else if (quote === '/' && (character === '[' || character === ']')) isInClass = character === '['
    else if (character === quote && !isInClass) return at + 1
    else if (character === '\n' && quote !== '`') return at
  }
  return text.length
}

/** The text with every comment replaced by blanks; what stands inside literals stays. */
export function withoutComments(text: string): string {
  let kept = ''
  let at = 0
  while (at < text.length) {
    const two = text.slice(at, at + 2)
    const one = text.charAt(at)
    if (two === '//' || two === '/*') {
      const end = two === '//' ? text.indexOf('\n', at) : text.indexOf('*/', at) + 2
      const stop = end < 2 ? text.length : end
      kept += text.slice(at, stop).replace(/[^\n]/g, ' ')
      at = stop
    } else if (one === "'" || one === '"' || one === '`' || (one === '/' && beforeRegex.test(kept.slice(-20)))) {
      const end = endOfLiteral(text, at)
      kept += text.slice(at, end)
      at = end
    } else {
      kept += one
      at++
    }
  }
  return kept
}

export interface Import {
  /** A path from the root for our own files, else the name of the package or `node:…`. */
  readonly target: string
  readonly isTypeOnly: boolean
}

const imports =
  /\b(?:import|export)(\s+type)?\s+[\w\s{},*$]*?from\s*['"]([\w@./:-]+)['"]|\bimport\s*['"]([\w@./:-]+)['"]|\b(?:import|require)\(\s*['"]([\w@./:-]+)['"]\s*\)/g

export function importsOf(file: string, text: string): Import[] {
  return [...withoutComments(text).matchAll(imports)].map(([, isTypeOnly, from, bare, call]) => {
    const name = from ?? bare ?? call ?? ''
    return {
      target: name.startsWith('.') ? posix.normalize(posix.join(posix.dirname(file), name)) : name,
      isTypeOnly: isTypeOnly !== undefined,
    }
  })
}

/** Every file that is one of `targets` or imports one, however far away. */
export function filesReaching(sources: Sources, targets: readonly string[]): ReadonlySet<string> {
  const reaching = new Set(targets.filter((target) => sources.has(target)))
  for (let before = -1; before < reaching.size; ) {
    before = reaching.size
    for (const [file, text] of sources) if (importsOf(file, text).some(({ target }) => reaching.has(target))) reaching.add(file)
  }
  return reaching
}
