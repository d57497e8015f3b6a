/** Documents that are broken, locked or meant to do harm, through the real parser process. */
import { deflateSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { forkParser } from '../../../electron/adapters/parser-fork.ts'
import type { ParserProcess } from '../../../electron/engine/ports.ts'
import { docx, paragraph } from '../../helpers/docx.ts'
import { rawZip } from '../../helpers/hostile-zip.ts'
import { onePage, pdfStream, rawPdf } from '../../helpers/pdf.ts'
import { convertWithLibreOffice } from '../../helpers/soffice.ts'
import { buildWorkbook } from '../../helpers/workbook.ts'

let parser: ParserProcess
beforeAll(() => {
  parser = forkParser()
})
afterAll(() => parser.close())

const honest = docx({ body: paragraph('一、总的想法') })
// Whatever a group of them did, the next honest document is read.
const honestIsRead = async () => {
  expect(await parser.readDocument({ fileName: '方案.docx', bytes: honest })).toEqual({
    format: 'docx',
    paragraphs: [{ text: '一、总的想法' }],
  })
}

const refusal = (bytes: Uint8Array, by: ParserProcess = parser) =>
  by.readDocument({ fileName: '方案', bytes }).then(
    () => 'read',
    ({ code, details }: { code?: string; details?: { reason?: string; file?: string } }) =>
      [code, details?.file, details?.reason].filter((part) => part !== undefined).join(' '),
  )
/** Blanks with a number now and then: they pack to a twentieth, as honest text does. */
const sparse = (length: number) => Array.from({ length: length / 64 }, (_, index) => String((index * 7919) % 99_991).padStart(64)).join('')
const textPage = (text = 'abc') => onePage(Buffer.from(`BT /F1 12 Tf 80 700 Td (${text}) Tj ET`))
const compound = (stream: string) =>
  Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.alloc(1024), Buffer.from(stream, 'utf16le')])
const workbook = buildWorkbook({ sheets: [{ name: '方案', rows: [['一、总的想法']] }] })

describe('not a document that can be read', () => {
  afterAll(honestIsRead)

  test.each<[string, () => Uint8Array, string]>([
    ['nothing at all', () => new Uint8Array(0), 'FILE_EMPTY 方案'],
    ['white space', () => Buffer.from(' \r\n　\t'), 'DOCUMENT_WITHOUT_TEXT 方案'],
    [
      'a picture',
      () => Buffer.from([0x89, 0x50, 0x4e, 0x47, ...Array.from({ length: 400 }, (_, index) => index % 9)]),
      'DOCUMENT_UNRECOGNISED 方案',
    ],
    ['a web page', () => Buffer.from('\r\n<!DOCTYPE html><p>一、总的想法'), 'DOCUMENT_UNRECOGNISED 方案'],
    ['rich text', () => Buffer.from('{\\rtf1 abc}'), 'DOCUMENT_UNRECOGNISED 方案'],
    ['an old .doc', () => compound('WordDocument'), 'DOCUMENT_UNRECOGNISED 方案'],
    ['a workbook', () => workbook, 'DOCUMENT_UNRECOGNISED 方案'],
    ['an archive of something', () => rawZip([{ name: 'a.txt', bytes: Buffer.from('a') }]), 'DOCUMENT_UNRECOGNISED 方案'],
    ['a .docx behind a password', () => compound('EncryptedPackage'), 'DOCUMENT_ENCRYPTED 方案'],
    ['a .docx that breaks off', () => honest.slice(0, honest.length - 60), 'DOCUMENT_DAMAGED 方案'],
    ['a .docx whose text breaks off', () => docx({ body: '<w:p><w:r><w:t>一' }), 'DOCUMENT_DAMAGED 方案'],
    ['a .docx without text', () => docx({ body: paragraph('') }), 'DOCUMENT_WITHOUT_TEXT 方案'],
    ['a PDF that breaks off', () => textPage().slice(0, 300), 'DOCUMENT_DAMAGED 方案'],
    ['a PDF of nothing', () => Buffer.from('%PDF-1.7\n'), 'DOCUMENT_DAMAGED 方案'],
    ['a scanned page', () => onePage(Buffer.from('q 595 0 0 842 0 0 cm 0.5 g 0 0 1 1 re f Q')), 'DOCUMENT_WITHOUT_TEXT 方案'],
  ])('%s', async (_what, make, expected) => {
    expect(await refusal(make())).toBe(expected)
  })

  test('a PDF behind a password, as LibreOffice locks it', async () => {
    const lock =
      'pdf:calc_pdf_Export:{"EncryptFile":{"type":"boolean","value":"true"},"DocumentOpenPassword":{"type":"string","value":"geheim"}}'
    expect(await refusal(await convertWithLibreOffice(workbook, '方案.xlsx', lock))).toBe('DOCUMENT_ENCRYPTED 方案')
  })
})

describe('meant to do harm', () => {
  afterAll(honestIsRead)

  test.each<[string, () => Uint8Array, string]>([
    ['a .docx that inflates to 200 MB of blanks', () => docx({ body: ' '.repeat(200 << 20) }), 'DOCUMENT_HOSTILE 方案 有超长的空白或字符'],
    [
      'a .docx that inflates to a thousand times its size',
      () => docx({ body: '<w:p/>'.repeat(5 << 20) }),
      'DOCUMENT_HOSTILE 方案 压缩包解压后膨胀得不正常',
    ],
    [
      'a .docx of 140 MB that is no bomb by its ratio',
      () => docx({ body: `<w:p/>${sparse(1 << 20)}`.repeat(140) }),
      'DOCUMENT_HOSTILE 方案 解压后的内容过大',
    ],
    ['40,000 paragraphs', () => docx({ body: paragraph('字').repeat(40_000) }), 'DOCUMENT_HOSTILE 方案 文字段落太多'],
    ['4 million characters in one', () => Buffer.from('字'.repeat(4_000_000)), 'DOCUMENT_HOSTILE 方案 文字总量过大'],
    [
      'elements a hundred deep',
      () => docx({ body: `${'<w:sdt>'.repeat(100)}${'</w:sdt>'.repeat(100)}` }),
      'DOCUMENT_HOSTILE 方案 嵌套层数过多',
    ],
    [
      'entities that multiply',
      () =>
        rawZip([
          {
            name: '_rels/.rels',
            bytes: Buffer.from('<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">]><Relationships><Relationship Id="&a;"/></Relationships>'),
          },
        ]),
      'DOCUMENT_HOSTILE 方案 含有不允许的文档类型声明',
    ],
    [
      'two parts of one name',
      () => rawZip([...'ab'].map(() => ({ name: 'word/document.xml', bytes: Buffer.from('<a/>') }))),
      'DOCUMENT_HOSTILE 方案 压缩包里有重名的文件',
    ],
    [
      'a part that points outside',
      () => rawZip([{ name: '../../evil', bytes: Buffer.from('a') }]),
      'DOCUMENT_HOSTILE 方案 压缩包里的文件名指向包外',
    ],
    [
      'a PDF of 2,000 pages',
      () => {
        const kids = Array.from({ length: 2000 }, (_, index) => `${index + 3} 0 R`).join(' ')
        const page = '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>'
        return rawPdf([
          '<< /Type /Catalog /Pages 2 0 R >>',
          `<< /Type /Pages /Kids [${kids}] /Count 2000 >>`,
          ...Array.from({ length: 2000 }, () => page),
        ])
      },
      'DOCUMENT_HOSTILE 方案 页数太多',
    ],
  ])('%s', async (_what, make, expected) => {
    expect(await refusal(make())).toBe(expected)
  })

  test('a PDF whose page inflates to 2 GB ends with its process, not with ours', async () => {
    const bomb = deflateSync(Buffer.alloc(1 << 30, ' '), { level: 1 })
    // Twice deflated: a file of a few kilobytes.
    const bytes = onePage(deflateSync(bomb), '/Filter [/FlateDecode /FlateDecode]')
    expect(bytes.length).toBeLessThan(100_000)
    expect(await refusal(bytes)).toMatch(/^DOCUMENT_(?:HOSTILE|DAMAGED|WITHOUT_TEXT) /)
  })

  test('a PDF that keeps the reader busy is stopped', async () => {
    const quick = forkParser({ timeMs: 1500 })
    const content = Buffer.from('q '.repeat(60_000_000))
    expect(await refusal(onePage(deflateSync(content), '/Filter /FlateDecode'), quick)).toBe('DOCUMENT_TIMEOUT 方案')
    await quick.close()
  })

  test('a page tree that bites its tail', async () => {
    const bytes = rawPdf(['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [2 0 R] /Count 3 >>', pdfStream(Buffer.from('x'))])
    expect(await refusal(bytes)).toMatch(/^DOCUMENT_(?:DAMAGED|WITHOUT_TEXT) /)
  })

  test('more than 32 MB is not even looked at', async () => {
    expect(await refusal(new Uint8Array((32 << 20) + 1))).toBe('FILE_TOO_LARGE 方案')
  })
})
