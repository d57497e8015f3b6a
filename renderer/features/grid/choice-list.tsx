import { useEffect, useLayoutEffect, useRef } from 'react'
import { gridText } from '../../../shared/text/ui-grid.ts'
import type { Choice } from './choices.ts'

export const choiceListId = 'grid-choices'
export const choiceId = (index: number): string => `grid-choice-${index}`
/** So many are drawn, around the highlighted one; the rest is narrowed by typing, not by scrolling. */
const mostShown = 200

interface ChoiceListProps {
  readonly choices: readonly Choice[]
  readonly highlighted: number
  readonly left: number
  readonly top: number
  readonly width: number
  readonly above: boolean
  /** Width of the view; the list stays within it, codes at its right end included. */
  readonly room: number
  readonly onChoose: (choice: Choice) => void
}

/** The list under a code cell. It never takes the focus: the editor keeps it and says which choice is meant. */
export function ChoiceList({ choices, highlighted, left, top, width, above, room, onChoose }: ChoiceListProps) {
  const list = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    // Only now is it known how wide its longest choice makes it.
    if (list.current) list.current.style.left = `${Math.max(0, Math.min(left, room - list.current.offsetWidth))}px`
  })
  useEffect(() => {
    list.current?.querySelector(`#${choiceId(highlighted)}`)?.scrollIntoView({ block: 'nearest' })
  }, [highlighted])
  const from = Math.max(0, Math.min(highlighted - mostShown / 2, choices.length - mostShown))
  return (
    <div
      ref={list}
      id={choiceListId}
      role="listbox"
      aria-label={gridText.choices}
      className={above ? 'grid-choices grid-choices-above' : 'grid-choices'}
      style={{ left, top, minWidth: Math.max(width, 150) }}
      onPointerDown={(event) => event.preventDefault()}
    >
      {choices.slice(from, from + mostShown).map((choice, index) => (
        <div
          key={choice.code}
          id={choiceId(from + index)}
          role="option"
          tabIndex={-1}
          aria-selected={from + index === highlighted}
          aria-posinset={from + index + 1}
          aria-setsize={choices.length}
          className="grid-choice"
          onPointerDown={(event) => {
            event.preventDefault()
            event.stopPropagation()
            onChoose(choice)
          }}
        >
          <span>{choice.label}</span>
          {choice.code !== choice.label && <span className="grid-choice-code">{choice.code}</span>}
        </div>
      ))}
      {choices.length === 0 && (
        <div role="option" aria-selected={false} aria-disabled tabIndex={-1} className="grid-choice-none">
          {gridText.noChoice}
        </div>
      )}
      {choices.length > mostShown && (
        <div role="option" aria-selected={false} aria-disabled tabIndex={-1} className="grid-choice-none">
          {gridText.moreChoices(choices.length - mostShown)}
        </div>
      )}
    </div>
  )
}
