import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { parseXml } from '../../../../electron/engine/excel/package/xml.ts'

const options = { maxBytes: 64 << 20 }
/** As a part that lies unpacked in its archive comes: all at once. */
const read = async (text: string): Promise<number> => {
  let tags = 0
  await parseXml(Readable.from([Buffer.from(text)], { objectMode: false }), { open: () => void tags++, close: () => {} }, options)
  return tags
}

test('a part of many megabytes in one piece is read', async () => {
  expect(await read(`<a>${'<c>1</c>'.repeat(400_000)}</a>`)).toBe(400_001)
})
test('control: as much without a tag is refused, wherever it stands', async () => {
  const long = 'x'.repeat(3 << 20)
  await expect(read(`<a>${'<c>1</c>'.repeat(100_000)}${long}</a>`)).rejects.toMatchObject({ code: 'WORKBOOK_HOSTILE' })
  await expect(read(`<a>${long}${'<c>1</c>'.repeat(100_000)}</a>`)).rejects.toMatchObject({ code: 'WORKBOOK_HOSTILE' })
})
