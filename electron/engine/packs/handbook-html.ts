/** A handbook as one page that stands alone: no scripts, nothing fetched, made to be printed. */
import type { Handbook, HandbookChapter, HandbookList, HandbookTable } from '../../../shared/forms/pack-handbook.ts'
import { packHandbookText as words } from '../../../shared/text/pack-handbook.ts'

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
/** Text for element content and quoted attributes. Control characters have no place on a page. */
const html = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that are taken out
  text.replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '\uFFFD').replace(/[&<>"']/g, (character) => entities[character] ?? character)

const style = `
:root{color-scheme:light}
body{margin:2rem auto;max-width:76rem;padding:0 1.5rem;font:14px/1.6 "Noto Sans CJK SC","Microsoft YaHei","PingFang SC","Source Han Sans SC",sans-serif;color:#1b1f24;background:#fff}
h1{font-size:1.7rem;margin:0 0 .3rem}h2{font-size:1.25rem;margin:2.4rem 0 .6rem;padding-bottom:.25rem;border-bottom:2px solid #1f5f8b}
h3{font-size:1rem;margin:1.4rem 0 .4rem}p{margin:.2rem 0}.quiet{color:#57606a}
nav ol{columns:3;padding-left:1.4rem}nav a{color:#1f5f8b;text-decoration:none}
table{border-collapse:collapse;width:100%;table-layout:fixed;margin:.5rem 0 1rem}
th,td{border:1px solid #c8d0d8;padding:.25rem .45rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}
th{background:#eef3f7;font-weight:600}tbody tr:nth-child(even){background:#fafbfc}
ul.items{columns:5 11rem;list-style:none;padding:0;margin:.4rem 0 1rem;font-size:12px}ul.items li{break-inside:avoid}
@page{size:A4 landscape;margin:12mm}
@media print{body{margin:0;max-width:none;padding:0;font-size:9.5pt}h2{break-before:page}h2,h3{break-after:avoid}tr{break-inside:avoid}thead{display:table-header-group}nav{break-after:auto}.screen{display:none}}
`

const notesOf = (notes: readonly string[]): string => (notes.length === 0 ? '' : `<p class="quiet">${notes.map(html).join('<br>')}</p>`)

const tableOf = ({ title, notes, head, widths, rows }: HandbookTable): string => {
  const whole = widths.reduce((sum, width) => sum + width, 0)
  const columns = widths.map((width) => `<col style="width:${((width / whole) * 100).toFixed(2)}%">`).join('')
  const body = rows.map((row) => `<tr>${head.map((_, column) => `<td>${html(row[column] ?? '')}</td>`).join('')}</tr>`).join('\n')
  return (
    `${title === undefined ? '' : `<h3>${html(title)}</h3>`}${notesOf(notes)}<table><colgroup>${columns}</colgroup>` +
    `<thead><tr>${head.map((heading) => `<th scope="col">${html(heading)}</th>`).join('')}</tr></thead><tbody>\n${body}\n</tbody></table>`
  )
}
const listOf = ({ title, notes, items }: HandbookList): string =>
  `<h3>${html(title)}</h3>${notesOf(notes)}<ul class="items">${items.map((item) => `<li>${html(item)}</li>`).join('')}</ul>`

const chapterOf = ({ title, parts }: HandbookChapter, index: number): string =>
  `<section><h2 id="c${index}">${html(title)}</h2>\n${parts.map((part) => (part.kind === 'table' ? tableOf(part) : listOf(part))).join('\n')}</section>`

export const handbookHtml = ({ title, subtitle, chapters }: Handbook): string =>
  `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width"><title>${html(title)}</title><style>${style}</style></head>
<body><header><h1>${html(title)}</h1><p class="quiet">${html(subtitle)}</p><p class="quiet screen">${html(words.printHint)}</p></header>
<nav><h3>${html(words.contents)}</h3><ol>${chapters.map((chapter, index) => `<li><a href="#c${index}">${html(chapter.title)}</a></li>`).join('')}</ol></nav>
<main>
${chapters.map(chapterOf).join('\n')}
</main></body></html>
`
