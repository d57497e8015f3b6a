/** What a workbook has, counted without the program: to tell what a library left out. */
import type { XmlNode } from './xml-tree.ts'
import { parseTree } from './xml-tree.ts'

const byElement: Readonly<Record<string, string>> = {
  f: 'formulas',
  mergeCell: 'merges',
  dataValidation: 'validations',
  cfRule: 'conditional formats',
  hyperlink: 'hyperlinks',
  sheetProtection: 'sheet protection',
  workbookProtection: 'workbook protection',
  protectedRange: 'protected ranges',
  definedName: 'names',
  pageSetup: 'page setups',
  oddHeader: 'headers',
  oddFooter: 'footers',
  pane: 'frozen panes',
  brk: 'page breaks',
  sparkline: 'sparklines',
  autoFilter: 'filters',
  customSheetView: 'custom views',
  rPr: 'rich text runs',
  sheet: 'sheets',
}
const byPart: readonly (readonly [RegExp, string])[] = [
  [/charts\/chart\w*\.xml$/i, 'charts'],
  [/media\/[^/]+$/i, 'pictures'],
  [/drawings\/[^/]+\.xml$/i, 'drawings'],
  [/\.vml$/i, 'legacy drawings'],
  [/threadedComments\/[^/]+$/i, 'threaded comments'],
  [/(?:^|\/)comments[^/]*\.xml$/i, 'comment parts'],
  [/tables\/[^/]+\.xml$/i, 'tables'],
  [/pivotTables\/[^/]+\.xml$/i, 'pivot tables'],
  [/vbaProject\.bin$/i, 'macros'],
  [/activeX\/[^/]+\.xml$/i, 'ActiveX controls'],
  [/ctrlProps\/[^/]+$/i, 'form controls'],
  [/externalLinks\/[^/]+\.xml$/i, 'external links'],
  [/connections\.xml$/i, 'connections'],
  [/queryTables\/[^/]+\.xml$/i, 'query tables'],
  [/printerSettings[^/]*\.bin$/i, 'printer settings'],
  [/customXml\/item\d*\.xml$/i, 'custom data'],
  [/(?:^|\/)theme\d*\.xml$/i, 'themes'],
]

export type Features = ReadonlyMap<string, number>

export function countFeatures(parts: ReadonlyMap<string, Buffer>): Features {
  const counts = new Map<string, number>()
  const add = (feature: string) => counts.set(feature, (counts.get(feature) ?? 0) + 1)
  const walk = (node: XmlNode): void => {
    const feature = Object.hasOwn(byElement, node.name) ? byElement[node.name] : undefined
    if (feature !== undefined) add(feature)
    node.children.forEach(walk)
  }
  for (const [name, content] of parts) {
    for (const [pattern, feature] of byPart) if (pattern.test(name)) add(feature)
    // Only what belongs to the workbook itself: a chart has formulas and names of its own.
    if (/(?:workbook\d*|sharedStrings|worksheets\/[^/]+|tables\/[^/]+)\.xml$/i.test(name)) walk(parseTree(content))
  }
  return counts
}

/** `charts 2 → 0`, for every feature there is less of. */
export const lostFeatures = (before: Features, after: Features): readonly string[] =>
  [...before].flatMap(([feature, count]) => {
    const now = after.get(feature) ?? 0
    return now < count ? [`${feature} ${count} → ${now}`] : []
  })

/** Parts are numbered as a program likes: only how many there are of a kind can be compared. */
export function lostParts(before: ReadonlyMap<string, Buffer>, after: ReadonlyMap<string, Buffer>): number {
  const kinds = (parts: ReadonlyMap<string, Buffer>) =>
    Map.groupBy(
      [...parts.keys()].filter((name) => !/calcChain/i.test(name)),
      (name) => name.replaceAll(/\d+(?=\.)/g, '').toLowerCase(),
    )
  const now = kinds(after)
  return [...kinds(before)].reduce((lost, [kind, names]) => lost + Math.max(0, names.length - (now.get(kind)?.length ?? 0)), 0)
}
