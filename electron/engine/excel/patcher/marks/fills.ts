/** Colours of marks: soft enough to read black text on. */
const colours = { error: 'FFFFC7CE', warning: 'FFFFEB9C', notice: 'FFDDEBF7', head: 'FFEDEDED' } as const

export const fillXml = (tone: keyof typeof colours): string =>
  `<fill><patternFill patternType="solid"><fgColor rgb="${colours[tone]}"/><bgColor indexed="64"/></patternFill></fill>`
