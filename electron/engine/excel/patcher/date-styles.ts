/** Gives cells that are to show a date a style that shows one, and leaves all else of their style alone. */
import { builtInFormat, isDateFormat } from '../reader/number-format.ts'
import { appendInside, type ElementPlace, outlinePart } from './element-places.ts'
import type { PackageEditor } from './package-editor.ts'
import { tagWith } from './tag-text.ts'
import { TextEdits } from './xml-scan.ts'

const dateCode = 'yyyy\\-mm\\-dd'
/** Numbers below are Excel's own. */
const firstOwnFormat = 164

export interface DateStyles {
  /**
   * What to do with a date in a cell of this style: `keep` it, write it as `text` where text is what the cell is for,
   * or give the cell another style.
   */
  dateIn(style: number): 'keep' | 'text' | { readonly style: number }
  save(): void
}

/** Without a stylesheet nothing can show a date but text. */
export async function openDateStyles(editor: PackageEditor, part: string | undefined): Promise<DateStyles> {
  if (part === undefined) return { dateIn: () => 'text', save: () => {} }
  const source = await editor.text(part)
  const outline = outlinePart(source, ['numFmts', 'cellXfs'])
  const formats = new Map<number, string>()
  for (const { tag } of outline.inside.get('numFmts') ?? []) formats.set(Number(tag.attributes.numFmtId), tag.attributes.formatCode ?? '')
  const styles = (outline.inside.get('cellXfs') ?? []).filter(({ tag }) => tag.name === 'xf')
  const holder = outline.children.find(({ tag }) => tag.name === 'cellXfs')
  const formatHolder = outline.children.find(({ tag }) => tag.name === 'numFmts')
  const known = [...formats].find(([, code]) => code.replaceAll('\\', '').toLowerCase() === 'yyyy-mm-dd')?.[0]
  // Conditional formats count their formats apart, but not every program knows that.
  const used = [...source.matchAll(/numFmtId\s*=\s*["'](\d{1,9})["']/g)].reduce(
    (most, [, id]) => Math.max(most, Number(id)),
    firstOwnFormat - 1,
  )
  const formatId = known ?? used + 1
  const added = new Map<number, { readonly index: number; readonly xml: string }>()

  const dateStyle = (style: number, place: ElementPlace): number => {
    const made = added.get(style)
    if (made !== undefined) return made.index
    const head = tagWith(source, place.tag, { numFmtId: String(formatId), applyNumberFormat: '1' })
    const index = styles.length + added.size
    added.set(style, { index, xml: head + source.slice(place.tag.end, place.end) })
    return index
  }
  return {
    dateIn(style) {
      const place = styles[style]
      if (place === undefined) return 'text'
      const id = Number(place.tag.attributes.numFmtId ?? 0)
      const code = formats.get(id) ?? builtInFormat(id) ?? 'General'
      if (code === '@') return 'text'
      return showsDay(code) ? 'keep' : { style: dateStyle(style, place) }
    },
    save() {
      if (added.size === 0 || holder === undefined) return
      const edits = new TextEdits()
      const { prefix } = holder.tag
      if (known === undefined) {
        const format = `<${prefix}numFmt numFmtId="${formatId}" formatCode="${dateCode}"/>`
        if (formatHolder === undefined) edits.insert(outline.root.tag.end, `<${prefix}numFmts count="1">${format}</${prefix}numFmts>`)
        else appendInside(source, edits, formatHolder, format, { count: String(formats.size + 1) })
      }
      appendInside(source, edits, holder, [...added.values()].map(({ xml }) => xml).join(''), { count: String(styles.length + added.size) })
      editor.set(part, edits.apply(source))
    },
  }
}

/** A mere time of day does not show what day it is. */
const showsDay = (code: string): boolean => isDateFormat(code) && /[yde]/i.test(code.replace(/"[^"]*"|\\.|\[[^\]]*\]/g, ''))
