/** Invented documents, through the real parser process. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { forkParser } from '../../../electron/adapters/parser-fork.ts'
import type { ParserProcess } from '../../../electron/engine/ports.ts'
import { clauseFinder } from '../../../shared/plan/clauses.ts'
import { launchChromium } from '../../helpers/chromium.ts'
import { docx, paragraph } from '../../helpers/docx.ts'
import { onePage } from '../../helpers/pdf.ts'
import { convertWithLibreOffice } from '../../helpers/soffice.ts'
import { buildWorkbook } from '../../helpers/workbook.ts'

let parser: ParserProcess
beforeAll(() => {
  parser = forkParser()
})
afterAll(() => parser.close())

const read = (bytes: Uint8Array, fileName = '方案') => parser.readDocument({ fileName, bytes })
const textsOf = async (bytes: Uint8Array) => (await read(bytes)).paragraphs.map(({ text }) => text)

const lines = ['杉州市试写方案', '一、总的想法', '先试后写，写完再看。', '（一）写数字。数字要齐，镕、㙍这样的字也要写对。', '2．写分项。']

describe('text', () => {
  test.each([
    ['UTF-8', (text: string) => Buffer.from(text)],
    ['UTF-8 with a mark', (text: string) => Buffer.from(`\ufeff${text}`)],
    ['UTF-16', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['GB 18030', (text: string) => iconv.encode(text, 'gb18030')],
  ])('in %s', async (_name, encode) => {
    const { format, paragraphs } = await read(new Uint8Array(encode(`${lines.join('\r\n\r\n')}\r\n`)))
    expect([format, paragraphs]).toEqual(['text', lines.map((text) => ({ text }))])
  })
  test('blanks and invisible characters are tidied, letters are not', async () => {
    expect(await textsOf(Buffer.from('　　一、写\t\t法\u200b \r  ２０％ \u2028尾'))).toEqual(['一、写 法', '２０％', '尾'])
  })
})

describe('Word', () => {
  test('paragraphs, tables as lines, and nothing that a reader does not see', async () => {
    const cell = (...texts: string[]) => `<w:tc>${texts.map((text) => paragraph(text)).join('')}</w:tc>`
    const body = [
      paragraph('一、表'),
      `<w:tbl><w:tr>${cell('名称')}${cell('数量', '（台）')}</w:tr><w:tr>${cell('锅炉')}${cell('')}</w:tr></w:tbl>`,
      '<w:p><w:r><w:t>写</w:t><w:tab/><w:t>完</w:t></w:r><w:del><w:r><w:delText>删了的</w:delText></w:r></w:del><w:ins><w:r><w:t>加上的</w:t></w:r></w:ins></w:p>',
      '<w:p><w:r><w:instrText> PAGE </w:instrText><w:t>上行</w:t><w:br/><w:t>下行</w:t></w:r></w:p>',
      '<w:p><w:r><mc:AlternateContent xmlns:mc="m"><mc:Choice><w:t>框</w:t></mc:Choice><mc:Fallback><w:t>框</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>',
    ].join('')
    expect(await textsOf(docx({ body }))).toEqual(['一、表', '名称 | 数量 （台）', '锅炉', '写 完加上的', '上行', '下行', '框'])
  })
  test('automatic numbers are written as Word prints them', async () => {
    const level = (at: number, format: string, text: string) =>
      `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`
    const numbering = `<w:abstractNum w:abstractNumId="7">${level(0, 'chineseCountingThousand', '%1、')}${level(1, 'chineseCounting', '（%2）')}${level(2, 'decimal', '%3.')}</w:abstractNum>
      <w:abstractNum w:abstractNumId="8">${level(0, 'bullet', '')}</w:abstractNum>
      <w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>`
    const styles = '<w:style w:styleId="H1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    const listed = (text: string, at: number, list = 1) =>
      paragraph(text, `<w:numPr><w:ilvl w:val="${at}"/><w:numId w:val="${list}"/></w:numPr>`)
    const styled = (text: string, inside = '') => paragraph(text, `<w:pStyle w:val="H1"/>${inside}`)
    const body = [
      styled('想法'),
      listed('甲', 1),
      listed('乙', 1),
      listed('细目', 2),
      styled('写法'),
      listed('丙', 1),
      listed('圆点', 0, 2),
      styled('没有序号', '<w:numPr><w:numId w:val="0"/></w:numPr>'),
    ].join('')
    const texts = await textsOf(docx({ body, numbering, styles }))
    expect(texts).toEqual(['一、想法', '（一）甲', '（二）乙', '1.细目', '二、写法', '（一）丙', '圆点', '没有序号'])
    const { passages } = clauseFinder(texts.map((text) => ({ text }))).find('杉州方案一（二）1', '杉州市试写方案')
    expect(passages).toMatchObject([{ from: 3, to: 3 }])
  })
})

describe('PDF', () => {
  test('the maps for Chinese fonts are those of the library', () => {
    const root = join(import.meta.dirname, '..', '..', '..')
    const [ours, theirs] = [join(root, 'resources', 'pdf-cmaps'), join(root, 'node_modules', 'pdfjs-dist', 'cmaps')]
    const wanted = readdirSync(theirs).filter((name) => name.includes('GB') || name === 'LICENSE')
    expect(readdirSync(ours).toSorted()).toEqual(wanted.toSorted())
    for (const name of wanted) expect(readFileSync(join(ours, name)).equals(readFileSync(join(theirs, name)))).toBe(true)
  })

  test('as LibreOffice makes it', async () => {
    const workbook = buildWorkbook({ sheets: [{ name: '方案', rows: lines.map((line) => [line]) }] })
    const { format, paragraphs } = await read(await convertWithLibreOffice(workbook, '方案.xlsx', 'pdf'))
    expect([format, paragraphs.map(({ text }) => text)]).toEqual(['pdf', expect.arrayContaining(lines)])
    expect(new Set(paragraphs.map(({ page }) => page))).toEqual(new Set([1]))
  })

  test('as a browser prints it: paragraphs over lines and pages, with the page each begins on', async () => {
    const long = (what: string) =>
      `${what}${'这一段写得很长，要占好几行，写到后来还会翻到下一页去，读的人要接着看下去才知道写的是什么。'.repeat(12)}`
    const texts = ['一、总的想法', long('甲'), '（一）写数字。', long('乙'), '（二）写文字。', long('丙'), long('丁'), '2031年3月5日']
    const browser = await launchChromium()
    try {
      const page = await browser.newPage()
      await page.setContent(
        `<body style="font: 16pt/1.75 'Noto Sans CJK SC', sans-serif; text-align: justify">${texts.map((text) => `<p style="text-indent: 2em; margin: 0">${text}</p>`).join('')}`,
      )
      const pdf = await page.pdf({ format: 'A4', margin: { top: '3cm', bottom: '3cm', left: '2.8cm', right: '2.6cm' } })
      const { paragraphs } = await read(pdf)
      expect(paragraphs.map(({ text }) => text)).toEqual(texts)
      expect(paragraphs[0]?.page).toBe(1)
      expect(paragraphs.at(-1)?.page).toBeGreaterThan(2)
    } finally {
      await browser.close()
    }
  })

  test('with a Chinese font that is named and not embedded: its letters are known from the maps that come with us', async () => {
    const say = (text: string) => iconv.encode(text, 'gbk').toString('hex')
    const content = `BT /F1 16 Tf 80 700 Td <${say('一、总的想法')}> Tj 0 -40 Td <${say('先试后写')}> Tj ET`
    expect((await textsOf(onePage(Buffer.from(content)))).join('')).toBe('一、总的想法先试后写')
  })
})
