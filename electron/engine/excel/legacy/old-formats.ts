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

export interface ReadableFormats {
  readonly stream: Buffer
  /** A format as the library found it, as it was meant. */
  readonly formatOf: (format: string) => string
}

/** @param stream sound records, of any version; changed in place */
export function withReadableFormats(stream: Buffer): ReadableFormats {
  const asIs = { stream, formatOf: (format: string) => format }
  if (stream.length < 6 || stream.readUInt16LE(0) !== record.beginning || stream.readUInt16LE(4) !== excelFive) return asIs
  const signs: string[] = []
  for (let at = 0; at + 4 <= stream.length; at += 4 + stream.readUInt16LE(at + 2)) {
    const kind = stream.readUInt16LE(at)
    const body = stream.subarray(at + 4, at + 4 + stream.readUInt16LE(at + 2))
    if (kind === record.ending) break
    // Other code pages are none of a Chinese computer.
    if (kind === record.codePage && body.length >= 2 && body.readUInt16LE(0) !== chinese) return asIs
    if (kind === record.format && body.length > 3) replaceSigns(body.subarray(3), signs)
  }
  if (signs.length === 0) return asIs
  const meant = (two: string): string => signs[(two.charCodeAt(0) - 1) * followers.count + two.charCodeAt(1) - followers.from] ?? two
  return { stream, formatOf: (format) => format.replace(pair, meant) }
}

const replaceSigns = (bytes: Buffer, signs: string[]): void => {
  if (bytes.some((byte) => byte > 0 && byte <= leads)) return
  for (let at = 0; at + 1 < bytes.length; at++) {
    if ((bytes[at] ?? 0) <= 0x80) continue
    const sign = iconv.decode(bytes.subarray(at, at + 2), 'gbk')
    const known = signs.indexOf(sign)
    const index = known >= 0 ? known : signs.length
    if (index >= leads * followers.count) return
    if (known < 0) signs.push(sign)
    bytes[at++] = Math.floor(index / followers.count) + 1
    bytes[at] = (index % followers.count) + followers.from
  }
}
