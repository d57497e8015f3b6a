import { rawZip } from './hostile-zip.ts'
import { letters } from './workbook.ts'

export interface TemplateColumn {
  /** From top to bottom; equal neighbours are merged. */
  readonly labels: readonly string[]
  /** Printed in a row of its own under the header. */
  readonly unit?: string
  /** Formula of a blank data row. */
  readonly formula?: (row: number) => string
  /** Value printed in the data rows beforehand. */
  readonly printed?: readonly string[]
  readonly list?: readonly string[]
  /** What the row of totals holds; SUM over the block by default for `sum`. */
  readonly total?: 'sum' | ((first: number, last: number, total: number) => string)
  readonly format?: 'text' | 'number' | 'percent' | 'date'
}
export interface TemplateSpec {
  readonly title: string
  readonly sheet: string
  readonly columns: readonly TemplateColumn[]
  /** Left and right text of the line under the title. */
  readonly information?: readonly (string | null)[]
  readonly blankRows?: number
  /** 1-based. */
  readonly hiddenRows?: readonly number[]
  readonly totalLabel?: string | null
  readonly notes?: readonly string[]
  readonly signatures?: readonly (string | null)[]
  /** More cells by address: text, or a formula with `=`. */
  readonly cells?: Readonly<Record<string, string>>
  readonly names?: Readonly<Record<string, string>>
  readonly isProtected?: boolean
  /** XML put before `</worksheet>`'s fixed parts, by place. */
  readonly plain?: boolean
}
export interface TemplateLayout {
  readonly headerTop: number
  readonly headerBottom: number
  readonly first: number
  readonly last: number
  readonly total: number
  readonly end: number
}

const xml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const relations = (items: readonly (readonly [string, string])[]): string =>
  `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${items
    .map(([type, target], index) => `<Relationship Id="rId${index + 1}" Type="${office}/${type}" Target="${target}"/>`)
    .join('')}</Relationships>`

// A red dot.
const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAEklEQVR4nGP4z8CAB+GTG8HSALfKY52fTcuYAAAAAElFTkSuQmCC',
  'base64',
)

export function templateLayout(spec: TemplateSpec): TemplateLayout {
  const depth = Math.max(...spec.columns.map(({ labels }) => labels.length))
  const headerTop = 3
  const headerBottom = headerTop + depth - 1
  const units = spec.columns.some(({ unit }) => unit !== undefined) ? 1 : 0
  const first = headerBottom + units + 1
  const last = first + (spec.blankRows ?? 3) - 1
  const total = last + 1
  return { headerTop, headerBottom, first, last, total, end: total + 1 + (spec.notes ?? []).length + 1 }
}

/** A bureau's blank form with everything such forms have, written by hand. */
export function officeTemplate(spec: TemplateSpec): Uint8Array {
  const at = templateLayout(spec)
  const width = spec.columns.length
  const lastColumn = letters(width - 1)
  const cells = new Map<number, Map<number, string>>()
  const merges: string[] = []
  const put = (row: number, column: number, style: number, content?: string): void => {
    const own = cells.get(row) ?? new Map<number, string>()
    cells.set(row, own)
    const open = `<c r="${letters(column)}${row}" s="${style}"`
    const body =
      content === undefined
        ? `${open}/>`
        : content.startsWith('=')
          ? `${open}><f>${xml(content.slice(1))}</f><v>0</v></c>`
          : `${open} t="inlineStr"><is><t xml:space="preserve">${xml(content)}</t></is></c>`
    own.set(column, body)
  }
  const merge = (top: number, left: number, bottom: number, right: number): void => {
    if (top !== bottom || left !== right) merges.push(`${letters(left)}${top}:${letters(right)}${bottom}`)
  }
  put(1, 0, 1, spec.title)
  merge(1, 0, 1, width - 1)
  for (const [column, text] of (spec.information ?? []).entries()) if (text !== null) put(2, column, 0, text)
  for (const [column, { labels }] of spec.columns.entries())
    for (let level = 0; level < at.headerBottom - at.headerTop + 1; level++) {
      const label = labels[level]
      const leftLabel = spec.columns[column - 1]?.labels[level]
      const isOver = level < labels.length - 1
      if (label === undefined) put(at.headerTop + level, column, 2)
      else if (isOver && label === leftLabel) put(at.headerTop + level, column, 2)
      else {
        put(at.headerTop + level, column, 2, label)
        let right = column
        while (isOver && spec.columns[right + 1]?.labels[level] === label && (spec.columns[right + 1]?.labels.length ?? 0) > level + 1)
          right++
        const bottom = level === labels.length - 1 ? at.headerBottom : at.headerTop + level
        merge(at.headerTop + level, column, bottom, right)
      }
    }
  if (at.first > at.headerBottom + 1)
    for (const [column, { unit }] of spec.columns.entries()) put(at.headerBottom + 1, column, 2, unit ?? '—')
  const styles = { text: 3, number: 4, percent: 5, date: 6 } as const
  for (let row = at.first; row <= at.last; row++)
    for (const [column, { formula, format, printed }] of spec.columns.entries())
      put(row, column, styles[format ?? 'text'], formula === undefined ? printed?.[row - at.first] : `=${formula(row)}`)
  if (spec.totalLabel !== null)
    for (const [column, { total, format }] of spec.columns.entries()) {
      const letter = letters(column)
      const content =
        column === 0
          ? (spec.totalLabel ?? '合计')
          : total === 'sum'
            ? `=SUM(${letter}${at.first}:${letter}${at.last})`
            : total === undefined
              ? undefined
              : `=${total(at.first, at.last, at.total)}`
      put(at.total, column, format === 'percent' ? 5 : format === 'number' ? 4 : 2, content)
    }
  for (const [index, note] of (spec.notes ?? []).entries()) {
    put(at.total + 1 + index, 0, 0, note)
    merge(at.total + 1 + index, 0, at.total + 1 + index, width - 1)
  }
  for (const [column, text] of (spec.signatures ?? []).entries()) if (text !== null) put(at.end, column, 0, text)
  for (const [address, content] of Object.entries(spec.cells ?? {})) {
    const [, column = '', row = ''] = /^([A-Z]+)(\d+)$/.exec(address) ?? []
    put(Number(row), [...column].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0) - 1, 0, content)
  }
  const rows = [...cells.entries()]
    .sort(([a], [b]) => a - b)
    .map(([row, own]) => {
      const height = row >= at.first && row <= at.last ? ' ht="21" customHeight="1"' : ''
      const hidden = spec.hiddenRows?.includes(row) === true ? ' hidden="1"' : ''
      return `<row r="${row}"${height}${hidden}>${[...own.entries()]
        .sort(([a], [b]) => a - b)
        .map(([, content]) => content)
        .join('')}</row>`
    })
  const numbers = spec.columns.flatMap(({ format }, column) => (format === 'number' ? [column] : []))
  const figure = numbers[0] ?? 1
  const block = (column: number) => `${letters(column)}${at.first}:${letters(column)}${at.last}`
  const lists = spec.columns.flatMap(({ list }, column) =>
    list === undefined
      ? []
      : [
          `<dataValidation type="list" allowBlank="1" showErrorMessage="1" sqref="${block(column)}"><formula1>"${xml(list.join(','))}"</formula1></dataValidation>`,
        ],
  )
  const q = `'${spec.sheet}'!`
  const absolute = (column: number, row: number) => `$${letters(column)}$${row}`
  const seriesOf = (column: number) => `${q}${absolute(column, at.first)}:${absolute(column, at.last)}`
  const sheet =
    `${head}<worksheet xmlns="${main}" xmlns:r="${office}"><sheetPr><tabColor rgb="FF00B050"/><pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="A1:${lastColumn}${at.end}"/>` +
    `<sheetViews><sheetView workbookViewId="0"><pane ySplit="${at.first - 1}" topLeftCell="A${at.first}" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="A${at.first}" sqref="A${at.first}"/></sheetView></sheetViews>` +
    `<sheetFormatPr defaultRowHeight="15"/><cols><col min="1" max="${width}" width="14" customWidth="1"/></cols><sheetData>${rows.join('')}</sheetData>` +
    (spec.isProtected === true ? '<sheetProtection password="CC1A" sheet="1" objects="1" scenarios="1"/>' : '') +
    (spec.isProtected === true
      ? `<protectedRanges><protectedRange sqref="A${at.first}:${lastColumn}${at.last}" name="填报区"/></protectedRanges>`
      : '') +
    `<mergeCells count="${merges.length}">${merges.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>` +
    `<conditionalFormatting sqref="${block(figure)}"><cfRule type="expression" dxfId="0" priority="1"><formula>${letters(figure)}${at.first}&gt;1000</formula></cfRule></conditionalFormatting>` +
    (lists.length === 0 ? '' : `<dataValidations count="${lists.length}">${lists.join('')}</dataValidations>`) +
    '<printOptions horizontalCentered="1"/><pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>' +
    '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>' +
    '<headerFooter><oddHeader>&amp;R内部资料</oddHeader><oddFooter>&amp;C第 &amp;P 页</oddFooter></headerFooter>' +
    `<rowBreaks count="1" manualBreakCount="1"><brk id="${at.end}" max="16383" man="1"/></rowBreaks>` +
    '<drawing r:id="rId1"/><legacyDrawing r:id="rId2"/></worksheet>'
  const anchor = (from: number, to: number, left: number, object: string) =>
    `<xdr:twoCellAnchor><xdr:from><xdr:col>${left}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>${from}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from>` +
    `<xdr:to><xdr:col>${left + 3}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>${to}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>${object}<xdr:clientData/></xdr:twoCellAnchor>`
  const drawing =
    `${head}<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">` +
    anchor(
      0,
      1,
      width,
      `<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="2" name="章"/><xdr:cNvPicPr/></xdr:nvPicPr><xdr:blipFill><a:blip xmlns:r="${office}" r:embed="rId1"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill><xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="95250" cy="95250"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic>`,
    ) +
    anchor(
      at.end + 1,
      at.end + 14,
      0,
      `<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="3" name="图"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:r="${office}" r:id="rId2"/></a:graphicData></a:graphic></xdr:graphicFrame>`,
    ) +
    '</xdr:wsDr>'
  const chart =
    `${head}<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><c:chart><c:plotArea><c:layout/><c:barChart><c:barDir val="col"/><c:grouping val="clustered"/>` +
    `<c:ser><c:idx val="0"/><c:order val="0"/><c:cat><c:strRef><c:f>${xml(seriesOf(0))}</c:f></c:strRef></c:cat><c:val><c:numRef><c:f>${xml(seriesOf(figure))}</c:f></c:numRef></c:val></c:ser>` +
    '<c:axId val="1"/><c:axId val="2"/></c:barChart><c:catAx><c:axId val="1"/><c:scaling/><c:axPos val="b"/><c:crossAx val="2"/></c:catAx><c:valAx><c:axId val="2"/><c:scaling/><c:axPos val="l"/><c:crossAx val="1"/></c:valAx></c:plotArea></c:chart></c:chartSpace>'
  const noted = `${letters(figure)}${at.total}`
  const comments = `${head}<comments xmlns="${main}"><authors><author>省厅</author></authors><commentList><comment ref="${noted}" authorId="0"><text><t>由表内公式得出</t></text></comment></commentList></comments>`
  const vml =
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shape id="s1" type="#_x0000_t202" style="visibility:hidden"><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>' +
    `<x:Anchor>${figure + 1}, 15, ${at.total - 2}, 4, ${figure + 3}, 31, ${at.total + 2}, 1</x:Anchor><x:Row>${at.total - 1}</x:Row><x:Column>${figure}</x:Column></x:ClientData></v:shape></xml>`
  const names = Object.entries({
    总量: `${q}${absolute(figure, at.total)}`,
    全部数据: `${q}${absolute(0, at.first)}:${absolute(width - 1, at.last)}`,
    ...spec.names,
  }).map(([name, formula]) => `<definedName name="${name}">${xml(formula)}</definedName>`)
  const workbook =
    `${head}<workbook xmlns="${main}" xmlns:r="${office}"><workbookPr/><sheets><sheet name="${xml(spec.sheet)}" sheetId="1" r:id="rId1"/><sheet name="核对" sheetId="2" r:id="rId2"/></sheets>` +
    `<definedNames><definedName name="_xlnm.Print_Area" localSheetId="0">${xml(q)}$A$1:$${lastColumn}$${at.end}</definedName><definedName name="_xlnm.Print_Titles" localSheetId="0">${xml(q)}$${at.headerTop}:$${at.headerBottom}</definedName>${names.join('')}</definedNames></workbook>`
  const check =
    `${head}<worksheet xmlns="${main}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>表内合计</t></is></c><c r="B1"><f>${xml(q)}${letters(figure)}${at.total}</f><v>0</v></c></row>` +
    `<row r="2"><c r="A2" t="inlineStr"><is><t>逐行相加</t></is></c><c r="B2"><f>SUM(${xml(q)}${block(figure)})</f><v>0</v></c></row>` +
    '<row r="3"><c r="A3" t="inlineStr"><is><t>按名称</t></is></c><c r="B3"><f>总量</f><v>0</v></c></row></sheetData></worksheet>'
  const style =
    `${head}<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/><name val="宋体"/></font><font><b/><sz val="18"/><name val="黑体"/></font></fonts>` +
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
    '<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border><left style="thin"/><right style="thin"/><top style="thin"/><bottom style="thin"/><diagonal/></border></borders>' +
    '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="7"><xf xfId="0"/><xf xfId="0" fontId="1" applyFont="1" applyAlignment="1"><alignment horizontal="center"/></xf>' +
    '<xf xfId="0" borderId="1" applyBorder="1" applyAlignment="1"><alignment horizontal="center" vertical="center" wrapText="1"/></xf><xf xfId="0" borderId="1" applyBorder="1"/>' +
    '<xf xfId="0" borderId="1" applyBorder="1" numFmtId="4" applyNumberFormat="1"/><xf xfId="0" borderId="1" applyBorder="1" numFmtId="10" applyNumberFormat="1"/><xf xfId="0" borderId="1" applyBorder="1" numFmtId="14" applyNumberFormat="1"/></cellXfs>' +
    '<cellStyles count="1"><cellStyle name="常规" xfId="0" builtinId="0"/></cellStyles><dxfs count="1"><dxf><font><color rgb="FFFF0000"/></font></dxf></dxfs></styleSheet>'
  const type = 'application/vnd.openxmlformats-officedocument'
  const override = (part: string, kind: string) => `<Override PartName="/${part}" ContentType="${type}.${kind}+xml"/>`
  const contentTypes =
    `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
    '<Default Extension="png" ContentType="image/png"/><Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>' +
    override('xl/workbook.xml', 'spreadsheetml.sheet.main') +
    override('xl/worksheets/sheet1.xml', 'spreadsheetml.worksheet') +
    override('xl/worksheets/sheet2.xml', 'spreadsheetml.worksheet') +
    override('xl/styles.xml', 'spreadsheetml.styles') +
    override('xl/comments1.xml', 'spreadsheetml.comments') +
    override('xl/drawings/drawing1.xml', 'drawing') +
    `${override('xl/charts/chart1.xml', 'drawingml.chart')}</Types>`
  const parts: Readonly<Record<string, string | Buffer>> = {
    '[Content_Types].xml': contentTypes,
    '_rels/.rels': relations([['officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': workbook,
    'xl/_rels/workbook.xml.rels': relations([
      ['worksheet', 'worksheets/sheet1.xml'],
      ['worksheet', 'worksheets/sheet2.xml'],
      ['styles', 'styles.xml'],
    ]),
    'xl/worksheets/sheet1.xml': sheet,
    'xl/worksheets/_rels/sheet1.xml.rels': relations([
      ['drawing', '../drawings/drawing1.xml'],
      ['vmlDrawing', '../drawings/vmlDrawing1.vml'],
      ['comments', '../comments1.xml'],
    ]),
    'xl/worksheets/sheet2.xml': check,
    'xl/styles.xml': style,
    'xl/comments1.xml': comments,
    'xl/drawings/drawing1.xml': drawing,
    'xl/drawings/_rels/drawing1.xml.rels': relations([
      ['image', '../media/image1.png'],
      ['chart', '../charts/chart1.xml'],
    ]),
    'xl/drawings/vmlDrawing1.vml': vml,
    'xl/charts/chart1.xml': chart,
    'xl/media/image1.png': picture,
  }
  return zipOf(parts)
}

/** A package of these parts. */
export const zipOf = (parts: Readonly<Record<string, string | Uint8Array>>): Uint8Array =>
  rawZip(
    Object.entries(parts).map(([name, content]) => ({
      name,
      bytes: typeof content === 'string' ? Buffer.from(content) : content,
      deflate: true,
    })),
  )
