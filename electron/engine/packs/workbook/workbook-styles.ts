/** The few looks of cells in the workbook of a pack. */
import { exportText } from '../../../../shared/text/export.ts'

const looks = {
  plain: { font: 0, fill: 0, border: 0, format: 0, wrap: false },
  note: { font: 1, fill: 0, border: 0, format: 0, wrap: false },
  help: { font: 1, fill: 2, border: 1, format: 0, wrap: true },
  head: { font: 2, fill: 3, border: 1, format: 0, wrap: true },
  /** Heading of a column that must be filled in. */
  needed: { font: 2, fill: 4, border: 1, format: 0, wrap: true },
  text: { font: 0, fill: 0, border: 1, format: 49, wrap: true },
  number: { font: 0, fill: 0, border: 1, format: 0, wrap: true },
  wrong: { font: 0, fill: 5, border: 1, format: 49, wrap: true },
  warned: { font: 0, fill: 6, border: 1, format: 49, wrap: true },
  problem: { font: 3, fill: 0, border: 0, format: 49, wrap: true },
  link: { font: 4, fill: 0, border: 1, format: 49, wrap: true },
} as const
export type Look = keyof typeof looks

const order = Object.keys(looks)
export const styleOf = (look: Look): number => order.indexOf(look)

const fonts = [
  '<sz val="10"/><color rgb="FF1F2328"/>',
  '<sz val="9"/><color rgb="FF6B7280"/>',
  '<b/><sz val="10"/><color rgb="FF1F2328"/>',
  '<sz val="10"/><color rgb="FFB42318"/>',
  '<u/><sz val="10"/><color rgb="FF1D4ED8"/>',
]
const fills = ['F8FAFC', 'E2E8F0', 'CFE3F7', 'F8C9C4', 'FDECB2']

export const stylesXml = (): string => {
  const line = ['left', 'right', 'top', 'bottom'].map((side) => `<${side} style="thin"><color rgb="FFD0D7DE"/></${side}>`).join('')
  const cells = Object.values(looks).map(
    ({ font, fill, border, format, wrap }) =>
      `<xf numFmtId="${format}" fontId="${font}" fillId="${fill}" borderId="${border}" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" ` +
      `applyBorder="1" applyAlignment="1"><alignment vertical="top"${wrap ? ' wrapText="1"' : ''}/></xf>`,
  )
  return [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">',
    `<fonts count="${fonts.length}">${fonts.map((font) => `<font>${font}<name val="${exportText.font}"/><charset val="134"/></font>`).join('')}</fonts>`,
    `<fills count="${fills.length + 2}"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>`,
    ...fills.map((fill) => `<fill><patternFill patternType="solid"><fgColor rgb="FF${fill}"/><bgColor indexed="64"/></patternFill></fill>`),
    `</fills><borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border>${line}<diagonal/></border></borders>`,
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
    `<cellXfs count="${cells.length}">${cells.join('')}</cellXfs>`,
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
  ].join('')
}
