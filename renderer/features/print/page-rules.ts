/** What the paper says outside the table, and how large it is: rules that only the browser's own page boxes know. */
import { useEffect } from 'react'
import type { PrintSettings } from '../../../shared/contract/index.ts'
import { printText } from '../../../shared/text/ui-print.ts'
import { footHeight, marginWidth } from './sheets.ts'

const quoted = (text: string): string => `"${text.replaceAll(/[\\"\n\r]/g, ' ')}"`

/** The sheet of rules for the paper; `left` and `right` stand beside the page number. */
export function pageRules({ paper, margins }: PrintSettings, left: string, right: string): string {
  const margin = marginWidth[margins]
  const { before, between, after } = printText.pageOf
  const count = `${quoted(before)} counter(page) ${quoted(between)} counter(pages) ${quoted(after)}`
  const font = 'font-family: SimSun, "Songti SC", "Noto Serif CJK SC", serif; font-size: 8pt; color: #000; vertical-align: top;'
  return `@page {
    size: ${paper} landscape;
    margin: ${margin}mm ${margin}mm ${margin + footHeight}mm;
    @bottom-left { content: ${quoted(left)}; ${font} }
    @bottom-center { content: ${count}; ${font} }
    @bottom-right { content: ${quoted(right)}; ${font} }
  }`
}

/** Puts the rules on the document for as long as the screen is shown. A made sheet needs no leave of the content policy. */
export function usePageRules(rules: string): void {
  useEffect(() => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(rules)
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet)
    }
  }, [rules])
}
