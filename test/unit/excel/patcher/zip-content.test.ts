import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { openZip } from '../../../../electron/engine/excel/package/zip.ts'
import { changeAroundData } from '../../../../electron/engine/excel/patcher/sheet-data.ts'
import { packEntry, writeZip } from '../../../../electron/engine/excel/patcher/zip-writer.ts'

const MB = 1 << 20
const archive = async (content: Buffer): Promise<Uint8Array> => writeZip([await packEntry('part.xml', content, false)])

describe('a part taken out whole', () => {
  test('is what was put in', async () => {
    const content = randomBytes(300_000)
    expect((await openZip(await archive(content))).content('part.xml', MB)).toEqual(content)
  })

  test('is refused beyond the size asked for, and a little room lets it through', async () => {
    const zip = await openZip(await archive(randomBytes(300_000)))
    expect(() => zip.content('part.xml', 299_999)).toThrow(expect.objectContaining({ code: 'WORKBOOK_HOSTILE' }))
    expect(zip.content('part.xml', 300_000).length).toBe(300_000)
  })

  test('counts towards what the whole file may inflate to', async () => {
    // A thousand times its size.
    const zip = await openZip(await archive(Buffer.alloc(20 * MB)))
    expect(zip.content('part.xml', 400 * MB).length).toBe(20 * MB)
    expect(() => zip.content('part.xml', 400 * MB)).toThrow(expect.objectContaining({ code: 'WORKBOOK_HOSTILE' }))
  })

  test('is refused when a byte of it was changed', async () => {
    const bytes = Buffer.from(await archive(randomBytes(10_000)))
    const at = 5000
    bytes[at] = (bytes[at] ?? 0) ^ 1
    const zip = await openZip(bytes)
    expect(() => zip.content('part.xml', MB)).toThrow(expect.objectContaining({ code: 'WORKBOOK_DAMAGED' }))
  })
})

describe('changes around the cells of a sheet', () => {
  const sheet = '<worksheet><cols/><sheetData><row r="1"><c r="A1"/></row></sheetData><mergeCells/></worksheet>'

  test('see everything but the cells, and leave these as they are', () => {
    const seen: string[] = []
    const changed = changeAroundData(sheet, (around) => {
      seen.push(around)
      return around.replace('<cols/>', '<cols><col/></cols>').replace('<mergeCells/>', '')
    })
    expect(seen).toEqual(['<worksheet><cols/><sheetData></sheetData><mergeCells/></worksheet>'])
    expect(changed).toBe('<worksheet><cols><col/></cols><sheetData><row r="1"><c r="A1"/></row></sheetData></worksheet>')
  })

  test.each(['<!-- <sheetData> -->', '<?a <sheetData> ?>'])('see the whole where %s could mislead', (note) => {
    const source = sheet.replace('<cols/>', note)
    const seen: string[] = []
    changeAroundData(source, (around) => {
      seen.push(around)
      return around
    })
    expect(seen).toEqual([source])
  })
})
