/** Number formats as Excel writes them into the styles of a page. */
import { longDateFormat } from '../../../../shared/text/import-words.ts'

/** Those it calls by name. */
const named: Readonly<Record<string, string | undefined>> = {
  general: 'General',
  percent: '0.00%',
  fixed: '0.00',
  standard: '#,##0.00',
  scientific: '0.00E+00',
  'general date': 'yyyy/m/d h:mm',
  'short date': 'yyyy/m/d',
  'medium date': 'd-mmm-yy',
  'long date': longDateFormat,
}
const mostRules = 10_000
const rule = /\.([\w-]{1,40})\s{0,9}\{([^{}]{0,4000})\}/g
const property = /mso-number-format\s{0,9}:\s{0,9}("[^"]{0,600}"|'[^']{0,600}'|[^;"']{1,600})/i

/** By the name of the class, in small letters. */
export function declaredFormats(page: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const [, name = '', body = ''] of page.matchAll(rule)) {
    const format = formatOfStyle(body)
    if (format !== undefined) found.set(name.toLowerCase(), format)
    if (found.size >= mostRules) break
  }
  return found
}

/** `"0\.00_ "`, `Percent`, `"yyyy\0022年\0022"`: signs are escaped, and some by their number. */
export function formatOfStyle(style: string): string | undefined {
  const written = property.exec(style)?.[1]?.trim()
  if (written === undefined) return undefined
  const text = /^["']/.test(written) ? written.slice(1, -1) : written
  const plain = text.replace(/\\(?:([\da-f]{4})|(.))/gi, (_, code: string | undefined, sign: string | undefined) =>
    code === undefined ? (sign ?? '') : String.fromCharCode(Number.parseInt(code, 16)),
  )
  const name = plain.toLowerCase()
  return Object.hasOwn(named, name) ? named[name] : plain
}
