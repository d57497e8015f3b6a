import { Button } from 'antd'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import type { Moment } from '../../../shared/contract/index.ts'
import { historyText } from '../../../shared/text/ui-history.ts'
import { pastText as text } from '../../../shared/text/ui-past.ts'
import { localTime } from '../../ui/local-time.ts'

interface MomentListProps {
  /** Newest first. */
  readonly moments: readonly Moment[]
  readonly chosen: number
  readonly more: boolean
  readonly onChoose: (seq: number) => void
  readonly onMore: () => void
}
const id = (seq: number): string => `moment-${seq}`

/** What a step did, in a few words. */
export function momentWords(moment: Moment): string {
  if (moment.submission) return text.submitted(moment.submission.revision)
  if (moment.reopened) return text.reopened
  const parts = (['added', 'changed', 'removed', 'header'] as const).flatMap((part) =>
    moment[part] > 0 ? [text.did[part](moment[part])] : [],
  )
  return parts.join(' ')
}

/** The time line: steps, and above them what was handed up. One stop of the Tab key; arrows go through it. */
export function MomentList({ moments, chosen, more, onChoose, onMore }: MomentListProps) {
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.querySelector(`#${id(chosen)}`)?.scrollIntoView({ block: 'nearest' })
  }, [chosen])
  const onKeyDown = (event: KeyboardEvent): void => {
    const at = moments.findIndex(({ seq }) => seq === chosen)
    const targets: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + 10,
      PageUp: at - 10,
      Home: 0,
      End: moments.length - 1,
    }
    const target = targets[event.key]
    if (target === undefined) return
    event.preventDefault()
    const next = moments[Math.max(0, Math.min(moments.length - 1, target))]
    if (next) onChoose(next.seq)
  }
  return (
    <div className="past-line">
      <div
        ref={list}
        className="past-moments"
        role="listbox"
        aria-label={text.line}
        aria-activedescendant={id(chosen)}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        {moments.map((moment, at) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the list itself has the keys
          // biome-ignore lint/a11y/useFocusableInteractive: the list has the focus and names the active one
          <div
            key={moment.seq}
            id={id(moment.seq)}
            role="option"
            aria-selected={moment.seq === chosen}
            className={moment.submission || moment.reopened ? 'past-moment past-milestone' : 'past-moment'}
            onClick={() => onChoose(moment.seq)}
          >
            <div className="past-when">
              {localTime(moment.at)}
              {at === 0 && <b className="past-newest">{text.newest}</b>}
            </div>
            <div className="past-what">{momentWords(moment)}</div>
            <div className="past-when">
              {moment.who} {historyText.source[moment.source]}
            </div>
            {moment.why !== null && <div className="past-when">{text.why(moment.why)}</div>}
          </div>
        ))}
      </div>
      {more && <Button onClick={onMore}>{text.more}</Button>}
    </div>
  )
}
