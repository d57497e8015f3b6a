/** Files that are chosen for a workbook by mistake: each is told what it is and what helps, whatever its name says. */
import { describe, expect, test } from 'vitest'
import * as XLSX from 'xlsx'
import { AppError } from '../../../shared/model/errors.ts'
import { errorSentence } from '../../../shared/text/errors.ts'
import { type ForeignFile, foreignFiles } from '../../../shared/text/foreign-files.ts'
import { rawZip } from '../../helpers/hostile-zip.ts'
import { parseHere } from '../../helpers/parse-here.ts'

const zip = (parts: Readonly<Record<string, string>>): Uint8Array =>
  rawZip(Object.entries(parts).map(([name, text]) => ({ name, bytes: Buffer.from(text), deflate: true })))
const office = (main: string): Uint8Array =>
  zip({
    '[Content_Types].xml': '<Types/>',
    '_rels/.rels': `<Relationships><Relationship Id="r" Type="http://x/officeDocument" Target="${main}"/></Relationships>`,
    [main]: '<x/>',
  })
const compound = (name: string): Uint8Array => {
  const container = XLSX.CFB.utils.cfb_new()
  XLSX.CFB.utils.cfb_add(container, `/${name}`, Buffer.from('x'))
  return new Uint8Array(XLSX.CFB.write(container, { type: 'buffer' }))
}
const bytes = (...start: readonly number[]): Uint8Array => Buffer.concat([Buffer.from(start), Buffer.alloc(200, 7)])
const words = (start: string): Uint8Array => Buffer.concat([Buffer.from(start, 'latin1'), Buffer.alloc(200, 7)])
const bitmap = Buffer.alloc(70)
bitmap.write('BM')
bitmap[14] = 40

const refusal = async (file: Uint8Array, name = '表.xlsx'): Promise<AppError> => {
  const error: unknown = await parseHere(file, name).catch((thrown: unknown) => thrown)
  if (error instanceof AppError) return error
  throw new Error('not refused')
}

test.each<[what: string, file: () => Uint8Array, kind: ForeignFile]>([
  ['a JPEG', () => bytes(0xff, 0xd8, 0xff, 0xe0), 'picture'],
  ['a PNG', () => bytes(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a), 'picture'],
  ['a GIF', () => words('GIF89a'), 'picture'],
  ['a bitmap', () => bitmap, 'picture'],
  ['a TIFF', () => bytes(0x49, 0x49, 0x2a, 0), 'picture'],
  ['a TIFF the other way round', () => bytes(0x4d, 0x4d, 0, 0x2a), 'picture'],
  ['a WebP', () => words('RIFF....WEBP'), 'picture'],
  ['a picture of a telephone', () => words('\0\0\0\x18ftypheic'), 'picture'],
  ['a PDF', () => words('%PDF-1.7\n'), 'pdf'],
  ['a document of fixed layout', () => zip({ 'OFD.xml': '<x/>' }), 'ofd'],
  ['a .docx', () => office('word/document.xml'), 'word'],
  ['a .docx of another program', () => office('word/document2.xml'), 'word'],
  ['a .doc', () => compound('WordDocument'), 'word'],
  ['an .rtf', () => words('{\\rtf1'), 'word'],
  ['an .odt', () => zip({ mimetype: 'application/vnd.oasis.opendocument.text', 'content.xml': '<x/>' }), 'word'],
  ['a .pptx', () => office('ppt/presentation.xml'), 'slides'],
  ['a .ppt', () => compound('PowerPoint Document'), 'slides'],
  ['an .odp', () => zip({ mimetype: 'application/vnd.oasis.opendocument.presentation', 'content.xml': '<x/>' }), 'slides'],
  ['a .zip', () => zip({ '台账.xlsx': 'x' }), 'archive'],
  ['a .rar', () => words('Rar!\x1a\x07\0'), 'archive'],
  ['a .7z', () => bytes(0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c), 'archive'],
  ['a .gz', () => bytes(0x1f, 0x8b, 0x08), 'archive'],
])('%s', async (_, file, kind) => {
  const { code, details } = await refusal(file())
  expect([code, details.kind]).toEqual(['WORKBOOK_UNRECOGNISED', kind])
})

describe('the sentence', () => {
  test.each(Object.entries(foreignFiles))('of %s says what it is, that nothing changed, and what helps', (kind, { is, help }) => {
    const said = errorSentence('WORKBOOK_UNRECOGNISED', { kind, file: '扫描.xlsx' })
    expect(said).toBe(`文件“扫描.xlsx”${is}，不是表格，没有导入，已保存的数据没有任何改动。${help}`)
    expect(errorSentence('WORKBOOK_UNRECOGNISED', { kind, purpose: 'patch' })).toContain('没有生成文件，原文件没有改动')
  })

  test('of anything else is as it was', () => {
    expect(errorSentence('WORKBOOK_UNRECOGNISED', { kind: 'constructor' })).toContain('不是能识别的表格文件')
  })
})

test('a text that begins like a bitmap is read', async () => {
  const workbook = await parseHere(Buffer.from('BM编号,数量\n1,2\n'), 'a.csv')
  expect(workbook.sheets[0]?.rows).toHaveLength(2)
})
