/** Where the cells of a sheet begin and end in its text, for whoever needs only them, or all but them. */

const opening = /<((?:[\w.-]+:)?)sheetData\s*>/

export interface DataPlace {
  /** Offsets behind the opening and before the closing tag. */
  readonly start: number
  readonly end: number
  /** Of the sheet's elements, with its colon. */
  readonly prefix: string
}

/** @returns undefined where it is not plain to see */
export function dataPlace(source: string): DataPlace | undefined {
  // Within comments, CDATA sections and processing instructions tags are no tags.
  if (source.includes('<!') || source.indexOf('<?', 2) >= 0) return undefined
  const tag = opening.exec(source)
  if (tag === null) return undefined
  const start = tag.index + tag[0].length
  const prefix = tag[1] ?? ''
  const end = source.indexOf(`</${prefix}sheetData`, start)
  return end < 0 ? undefined : { start, end, prefix }
}

/** Changes what stands around the cells; they are most of a sheet, so they are not looked through for it. */
export function changeAroundData(source: string, change: (around: string) => string): string {
  const place = dataPlace(source)
  if (place === undefined) return change(source)
  const around = source.slice(0, place.start) + source.slice(place.end)
  const changed = change(around)
  const gap = dataPlace(changed)
  if (gap === undefined || gap.start !== gap.end) return change(source)
  return changed.slice(0, gap.start) + source.slice(place.start, place.end) + changed.slice(gap.start)
}
