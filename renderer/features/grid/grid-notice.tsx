import { useLayoutEffect, useRef } from 'react'
import type { View } from './geometry.ts'

/** So long a short notice is shown, and so long for each sign of a longer one. */
const shortestMs = 2_600
const perSignMs = 110
/** Room between the notice and the cell, and the edges of the sheet. */
const gap = 2

interface GridNoticeProps {
  readonly text: string
  /** Where the active cell stands in the scroller's frame. */
  readonly box: { readonly left: number; readonly top: number; readonly height: number }
  readonly view: View
}

/** Why nothing happened, below the cell; above it or further left where it would hang over the edge of the sheet. Read aloud elsewhere. */
export function GridNotice({ text, box, view }: GridNoticeProps) {
  const notice = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const { current } = notice
    if (!current) return
    // Only now is it known how much room its words take.
    const below = box.top + box.height + gap
    const top = below + current.offsetHeight + gap <= view.height ? below : box.top - gap - current.offsetHeight
    current.style.left = `${Math.max(0, Math.min(box.left, view.width - current.offsetWidth - gap))}px`
    current.style.top = `${Math.max(0, Math.min(top, view.height - current.offsetHeight - gap))}px`
  })
  return (
    <div
      ref={notice}
      className="grid-notice"
      style={{
        left: 0,
        top: 0,
        maxWidth: Math.min(320, view.width),
        animationDuration: `${Math.max(shortestMs, text.length * perSignMs)}ms`,
      }}
      aria-hidden
    >
      {text}
    </div>
  )
}
