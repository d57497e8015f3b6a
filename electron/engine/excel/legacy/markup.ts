/** Checks text formats before SheetJS parses them whole. */
import { hostile, workbookLimits } from '../limits.ts'

/** SpreadsheetML has no use for a DTD. @throws AppError WORKBOOK_HOSTILE */
export function checkXml2003(text: string): void {
  if (/<!DOCTYPE|<!ENTITY/i.test(text)) throw hostile('doctype')
  refuseLarge(text, /\b(?:MergeAcross|MergeDown)\s*=\s*["'](\d+)/g, workbookLimits.columns)
  refuseLarge(text, /<(?:\w+:)?Cell\b[^>]*?\bIndex\s*=\s*["'](\d+)/g, workbookLimits.columns)
  refuseLarge(text, /<(?:\w+:)?Row\b[^>]*?\bIndex\s*=\s*["'](\d+)/g, workbookLimits.rows)
}

/** @throws AppError WORKBOOK_HOSTILE */
export function checkHtml(text: string): void {
  refuseLarge(text, /\b(?:row|col)span\s*=\s*["']?\s*(\d+)/gi, workbookLimits.htmlSpan)
}

const refuseLarge = (text: string, pattern: RegExp, most: number): void => {
  for (const match of text.matchAll(pattern)) if (Number(match[1]) > most) throw hostile('address')
}

const charsetPattern = /<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)/i

/** The character set an HTML page names for itself. */
export const declaredCharset = (bytes: Uint8Array): string | undefined =>
  charsetPattern.exec(Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 4096)).toString('latin1'))?.[1]?.toLowerCase()
