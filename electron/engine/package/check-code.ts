/**
 * The code printed on a report: it stands for everything the paper says, so that whoever has the paper can ask whether
 * it still agrees with what is stored or was handed up. It comes from the records of a package, so a package alone is
 * enough to judge a paper.
 */
import { canonicalJson, type JsonValue } from '../../../shared/submission/canonical-json.ts'
import { type RecordsFile, rowIdColumn } from '../../../shared/submission/content.ts'
import { sha256Hex } from '../sha256-hex.ts'

/** Without 0, 1, I, L and O, which people take for one another. A prime number of signs finds every single slip. */
const signs = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
const base = BigInt(signs.length)
const digits = 15
const groupLength = 4

/** The content without what nobody sees on paper: the ids of rows. */
function seen(records: RecordsFile): JsonValue {
  const idAt = records.columns.indexOf(rowIdColumn)
  const withoutId = <T>(cells: readonly T[]): T[] => cells.filter((_, at) => at !== idAt)
  const { columns, rows, ...others } = records
  return { ...others, columns: withoutId(columns), rows: rows.map(withoutId) }
}

/** Weighted, so that two signs that changed places are found too. */
const checkSign = (code: string): string =>
  signs[[...code].reduce((sum, sign, at) => sum + signs.indexOf(sign) * (at + 1), 0) % signs.length] ?? ''

const grouped = (code: string): string => (code.match(new RegExp(`.{${groupLength}}`, 'g')) ?? []).join('-')

/** `ABCD-EFGH-JKMN-PQRS`: about 74 bits of a SHA-256 and a sign that finds slips of the pen. */
export function checkCode(records: RecordsFile): string {
  let rest = BigInt(`0x${sha256Hex(canonicalJson(seen(records)))}`)
  let code = ''
  for (let at = 0; at < digits; at++) {
    code += signs[Number(rest % base)] ?? ''
    rest /= base
  }
  return grouped(code + checkSign(code))
}

/** A code as it was typed or scanned, with whatever stands around it; null when it cannot be one. */
export function readCheckCode(typed: string): string | null {
  const plain = typed.normalize('NFKC').toUpperCase()
  const last = /[^/\s:：]*$/.exec(plain.replaceAll(/\s+$/g, ''))?.[0] ?? ''
  for (const candidate of [plain, last]) {
    const code = candidate.replaceAll(/[^0-9A-Z]/g, '')
    const isOne = code.length === digits + 1 && [...code].every((sign) => signs.includes(sign))
    if (isOne && checkSign(code.slice(0, digits)) === code.slice(digits)) return grouped(code)
  }
  return null
}
