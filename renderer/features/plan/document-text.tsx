import { memo, type Ref, useEffect, useMemo, useRef } from 'react'
import type { PlanDocument } from '../../../shared/contract/index.ts'
import type { Passage } from '../../../shared/plan/clauses.ts'
import { planText } from '../../../shared/text/ui-plan.ts'
import { coverOf, type Hit, runsOf, type Span } from './marks.ts'

interface DocumentTextProps {
  readonly ref: Ref<HTMLElement>
  readonly document: PlanDocument
  readonly passages: readonly Passage[]
  readonly hits: readonly Hit[]
  /** Number of the hit that is shown. */
  readonly current: number | null
}
type NumberedSpan = Span & { readonly number: number }

/** A heading longer than this is a paragraph that begins with its number. */
const longestHeading = 60
const noSpans: readonly NumberedSpan[] = []

/** The text, paragraph by paragraph, with passages and search results marked. */
export function DocumentText({ ref, document, passages, hits, current }: DocumentTextProps) {
  const depths = useMemo(() => new Map(document.outline.map(({ from, depth }) => [from, depth])), [document])
  const byParagraph = useMemo(() => {
    const found = new Map<number, NumberedSpan[]>()
    for (const [number, { paragraph, start, end }] of hits.entries()) {
      const spans = found.get(paragraph) ?? []
      spans.push({ start, end, number })
      found.set(paragraph, spans)
    }
    return found
  }, [hits])
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <article ref={ref} className="plan-text" tabIndex={0} aria-label={planText.text(document.fileName)}>
      {document.paragraphs.map(({ text, page }, index) => {
        const spans = byParagraph.get(index) ?? noSpans
        return (
          <ParagraphText
            // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs of a document never move
            key={index}
            index={index}
            text={text}
            page={page !== document.paragraphs[index - 1]?.page ? page : undefined}
            depth={depths.get(index)}
            passages={passages}
            hits={spans}
            current={spans.some(({ number }) => number === current) ? current : null}
          />
        )
      })}
    </article>
  )
}

interface ParagraphTextProps {
  readonly index: number
  readonly text: string
  /** Set where a page begins. */
  readonly page: number | undefined
  /** Of the clause that begins here. */
  readonly depth: number | undefined
  readonly passages: readonly Passage[]
  readonly hits: readonly NumberedSpan[]
  readonly current: number | null
}

const ParagraphText = memo(function ParagraphText({ index, text, page, depth, passages, hits, current }: ParagraphTextProps) {
  const shown = useRef<HTMLElement>(null)
  useEffect(() => {
    if (current !== null) shown.current?.scrollIntoView({ block: 'center' })
  }, [current])
  const covers = passages.flatMap((passage) => coverOf(passage, index, text.length) ?? [])
  const runs = runsOf(text, covers, hits)
  const isHeading = depth !== undefined && text.length <= longestHeading
  const Tag = !isHeading ? 'p' : depth === 0 ? 'h2' : 'h3'
  return (
    <>
      {page !== undefined && <p className="plan-page muted">{planText.page(page)}</p>}
      <Tag data-paragraph={index} tabIndex={-1} className={covers.length > 0 ? 'plan-covered' : undefined}>
        {runs.map((run, at) => {
          const kind =
            run.hit !== null ? (run.hit === current ? 'plan-hit plan-hit-current' : 'plan-hit') : run.passage ? 'plan-passage' : null
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text are made anew together
          if (kind === null) return <span key={at}>{run.text}</span>
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: the same
            <mark key={at} ref={run.hit === current && run.hit !== null ? shown : undefined} className={kind}>
              {run.text}
            </mark>
          )
        })}
      </Tag>
    </>
  )
})
