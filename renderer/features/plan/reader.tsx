import { Alert, Button } from 'antd'
import dayjs from 'dayjs'
import { type DragEvent, useEffect, useMemo, useRef, useState } from 'react'
import type { PlanDocument } from '../../../shared/contract/index.ts'
import type { Passage } from '../../../shared/plan/clauses.ts'
import { formatDate } from '../../../shared/text/format.ts'
import { commonText } from '../../../shared/text/ui-common.ts'
import { planText } from '../../../shared/text/ui-plan.ts'
import { DocumentText } from './document-text.tsx'
import { findHits } from './marks.ts'
import { Outline } from './outline.tsx'
import { SearchBar } from './search-bar.tsx'
import { usePlace } from './use-plan-document.ts'

interface ReaderProps {
  readonly document: PlanDocument
  readonly clause: string | null
  readonly busy: boolean
  readonly onReplace: () => void
  readonly onFile: (file: File) => void
  readonly onRemove: () => void
}
/** Fewer than this share of the clauses found: probably another document. */
const enoughFound = 0.5
/** A narrower window, or one zoomed in, has no room for the outline beside the text. */
const roomyWidth = 900
const noPassages: readonly Passage[] = []

/** Outline, text and search; a clause is scrolled to, marked and takes the focus. */
export function Reader({ document, clause, busy, onReplace, onFile, onRemove }: ReaderProps) {
  const text = useRef<HTMLElement>(null)
  const place = usePlace(document, clause)
  const passages = place?.passages ?? noPassages
  const [words, setWords] = useState('')
  const [at, setAt] = useState(0)
  const [shown, setShown] = useState('')
  const [opened, setOpened] = useState<number | null>(null)
  const [hasOutline, setHasOutline] = useState(() => window.innerWidth > roomyWidth)
  const texts = useMemo(() => document.paragraphs.map((paragraph) => paragraph.text), [document])
  const hits = useMemo(() => findHits(texts, words), [texts, words])
  const goTo = (paragraph: number, focus: boolean): void => {
    const target = text.current?.querySelector<HTMLElement>(`[data-paragraph="${paragraph}"]`)
    target?.scrollIntoView({ block: 'start' })
    if (focus) target?.focus({ preventScroll: true })
  }
  const show = (passage: Passage): void => {
    goTo(passage.from, true)
    setOpened(passage.from)
    setShown(planText.shown(passage.label))
  }
  const [first] = passages
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each clause that is opened
  useEffect(() => {
    if (first) show(first)
  }, [first])
  const step = (to: number): void => {
    if (hits.length === 0) return
    const next = (to + hits.length) % hits.length
    setAt(next)
    const hit = hits[next]
    if (hit) goTo(hit.paragraph, false)
  }
  const search = (wanted: string): void => {
    setWords(wanted)
    setAt(0)
  }
  // The first place comes into view while the words are typed.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when other places were found
  useEffect(() => {
    const hit = hits[0]
    if (hit) goTo(hit.paragraph, false)
  }, [hits])
  const drop = (event: DragEvent): void => {
    const file = event.dataTransfer.files[0]
    if (!file) return
    event.preventDefault()
    onFile(file)
  }
  const { fileName, bytes, attachedAt, cited } = document
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping a file is a second way; the button is the first
    <div className={hasOutline ? 'plan' : 'plan plan-wide'} onDragOver={(event) => event.preventDefault()} onDrop={drop}>
      <header className="plan-head">
        <h1>{planText.title}</h1>
        <Button
          aria-expanded={hasOutline}
          aria-controls={hasOutline ? 'plan-outline' : undefined}
          onClick={() => setHasOutline(!hasOutline)}
        >
          {planText.outline}
        </Button>
        <span className="muted plan-name">
          {planText.facts(fileName, commonText.bytes(bytes), formatDate(dayjs(attachedAt).format('YYYY-MM-DD')))}
        </span>
        <span className="frame-spring" />
        <SearchBar words={words} at={hits.length === 0 ? 0 : at + 1} count={hits.length} onWords={search} onStep={(by) => step(at + by)} />
        <Button onClick={onReplace} disabled={busy}>
          {planText.replace}
        </Button>
        <Button onClick={onRemove} disabled={busy}>
          {planText.remove}
        </Button>
      </header>
      <Notices found={cited.found} total={cited.total} note={place?.note ?? null} />
      {clause !== null && (
        <div className="plan-clause">
          <Button onClick={() => window.history.back()}>{planText.back}</Button>
          <span>{clause}</span>
          {passages.length > 1 && (
            <fieldset className="plan-passages" aria-label={planText.passages}>
              {passages.map((passage) => (
                <Button key={`${passage.label} ${passage.from} ${passage.start}`} onClick={() => show(passage)}>
                  {passage.label}
                </Button>
              ))}
            </fieldset>
          )}
        </div>
      )}
      <p className="visually-hidden" role="status">
        {shown}
      </p>
      {hasOutline && (
        <Outline
          outline={document.outline}
          paragraph={opened}
          onGoTo={(paragraph) => {
            setOpened(paragraph)
            goTo(paragraph, true)
          }}
        />
      )}
      <DocumentText ref={text} document={document} passages={passages} hits={hits} current={hits.length === 0 ? null : at} />
    </div>
  )
}

interface NoticesProps {
  readonly found: number
  readonly total: number
  readonly note: string | null
}

function Notices({ found, total, note }: NoticesProps) {
  const isDoubtful = total > 0 && found < total * enoughFound
  return (
    <div className="plan-notices">
      {isDoubtful ? (
        <Alert type="warning" showIcon title={planText.wrongDocument(found, total)} />
      ) : (
        total > 0 && <p className="muted">{planText.cited(found, total)}</p>
      )}
      {note !== null && <Alert type="info" showIcon title={note} />}
    </div>
  )
}
