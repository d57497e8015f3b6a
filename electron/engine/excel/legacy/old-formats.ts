/**
 * Excel 5 and 95 wrote the texts of number formats in the code page of the computer. The library decodes them byte by
 * byte, which leaves nothing of 年 or 万: a figure shown in ten thousands would pass for the one it shows. So each such
 * character goes in as two plain ones that stand for it, and comes out of the format again.
 */
import iconv from 'iconv-lite'

const record = { beginning: 0x809, codePage: 0x42, format: 0x41e, ending: 0x0a } as const
const excelFive = 0x500
const chinese = 936
/** Control characters lead a pair; no honest format has any. */
const leads = 6
const followers = { from: 0x21, count: 94 } as const
const pair = new RegExp(`[${String.fromCharCode(1)}-${String.fromCharCode(leads)}][!-~]`, 'g')

/** A format as the library found it, as it was meant. */
export type MeantFormat = (format: string) => string

const asItIs: MeantFormat = (format) => format

/** @param stream sound records, of any version; changed in place */
export function makeFormatsReadable(stream: Buffer): MeantFormat {
  if (stream.length < 6 || stream.readUInt16LE(0) !== record.beginning || stream.readUInt16LE(4) !== excelFive) return asItIs
  /** What each pair of bytes is replaced by, in the order in which they were met. */
  const places = new Map<number, number>()
  for (let at = 0; at + 4 <= stream.length; at += 4 + stream.readUInt16LE(at + 2)) {
    const kind = stream.readUInt16LE(at)
    const body = stream.subarray(at + 4, at + 4 + stream.readUInt16LE(at + 2))
    if (kind === record.ending) break
    // Other code pages are none of a Chinese computer.
    if (kind === record.codePage && body.length >= 2 && body.readUInt16LE(0) !== chinese) return asItIs
    if (kind === record.format && body.length > 3) replaceSigns(body.subarray(3), places)
  }
  const signs = [...places.keys()].map((code) => iconv.decode(Buffer.from([code >> 8, code & 0xff]), 'gbk'))
  const meant = (two: string): string => signs[(two.charCodeAt(0) - 1) * followers.count + two.charCodeAt(1) - followers.from] ?? two
  return signs.length === 0 ? asItIs : (format) => format.replace(pair, meant)
}

const replaceSigns = (bytes: Buffer, places: Map<number, number>): void => {
  if (bytes.some((byte) => byte > 0 && byte <= leads)) return
  for (let at = 0; at + 1 < bytes.length; at++) {
    if ((bytes[at] ?? 0) <= 0x80) continue
    const code = bytes.readUInt16BE(at)
    const place = places.get(code) ?? places.size
    if (place >= leads * followers.count) return
    places.set(code, place)
    bytes[at++] = Math.floor(place / followers.count) + 1
    bytes[at] = (place % followers.count) + followers.from
  }
}
