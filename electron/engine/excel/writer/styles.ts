/** The styles of an official form. Cell styles are made on demand and written once. */
import { exportText } from '../../../../shared/text/export.ts'
import { xmlText } from './xml-text.ts'

export interface CellStyle {
  readonly font: 'body' | 'header' | 'title'
  readonly align: 'left' | 'center' | 'right'
  readonly bordered: boolean
  readonly format?: string
  readonly shaded?: boolean
  /** Text stays text when somebody types a number over it. */
  readonly asText?: boolean
  /** Runs on over the empty cells beside it. */
  readonly unwrapped?: boolean
}

const fonts = {
  body: '<sz val="10"/>',
  header: '<b/><sz val="10"/>',
  title: '<b/><sz val="18"/>',
} as const satisfies Record<CellStyle['font'], string>
const fontOrder = ['body', 'header', 'title'] as const
const firstCustomFormat = 164
const textFormat = 49

export class StyleSheet {
  private readonly styles = new Map<string, { readonly index: number; readonly style: CellStyle }>()
  private readonly formats = new Map<string, number>()

  /** Index to be written as `s`. 0 is the default style. */
  indexOf(style: CellStyle): number {
    const key = JSON.stringify([style.font, style.align, style.bordered, style.format, style.shaded, style.asText, style.unwrapped])
    const known = this.styles.get(key)
    if (known !== undefined) return known.index
    const index = this.styles.size + 1
    this.styles.set(key, { index, style })
    return index
  }

  toXml(): string {
    const cells = [...this.styles.values()].map(({ style }) => this.cellFormat(style))
    const formats = [...this.formats].map(([code, id]) => `<numFmt numFmtId="${id}" formatCode="${xmlText(code)}"/>`)
    const line = '<left style="thin"><color auto="1"/></left><right style="thin"><color auto="1"/></right>'
    return [
      '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">',
      formats.length === 0 ? '' : `<numFmts count="${formats.length}">${formats.join('')}</numFmts>`,
      `<fonts count="${fontOrder.length}">`,
      ...fontOrder.map((font) => `<font>${fonts[font]}<name val="${exportText.font}"/><charset val="134"/></font>`),
      '</fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>',
      '<fill><patternFill patternType="solid"><fgColor rgb="FFF2F2F2"/><bgColor indexed="64"/></patternFill></fill></fills>',
      '<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>',
      `<border>${line}<top style="thin"><color auto="1"/></top><bottom style="thin"><color auto="1"/></bottom><diagonal/></border></borders>`,
      '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"><alignment vertical="center"/></xf></cellStyleXfs>',
      `<cellXfs count="${cells.length + 1}"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>${cells.join('')}</cellXfs>`,
      '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
    ].join('')
  }

  private cellFormat(style: CellStyle): string {
    const format = style.asText === true ? textFormat : style.format === undefined ? 0 : this.formatId(style.format)
    return (
      `<xf numFmtId="${format}" fontId="${fontOrder.indexOf(style.font)}" fillId="${style.shaded === true ? 2 : 0}" borderId="${style.bordered ? 1 : 0}" ` +
      `xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">` +
      `<alignment horizontal="${style.align}" vertical="center"${style.unwrapped === true ? '' : ' wrapText="1"'}/></xf>`
    )
  }

  private formatId(code: string): number {
    const known = this.formats.get(code)
    if (known !== undefined) return known
    const id = firstCustomFormat + this.formats.size
    this.formats.set(code, id)
    return id
  }
}
