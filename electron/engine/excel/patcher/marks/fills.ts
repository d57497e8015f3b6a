/** Colours of marks: soft enough to read black text on. */
const colours = { error: 'FFFFC7CE', warning: 'FFFFEB9C', notice: 'FFDDEBF7', head: 'FFEDEDED' } as const

/** True for a colour of ours, as `AARRGGBB`. */
export const isMarkColour = (colour: string | undefined): boolean =>
  colour !== undefined && [colours.error, colours.warning, colours.notice].some((own) => own === colour.toUpperCase())

export const fillXml = (tone: keyof typeof colours): string =>
  `<fill><patternFill patternType="solid"><fgColor rgb="${colours[tone]}"/><bgColor indexed="64"/></patternFill></fill>`
