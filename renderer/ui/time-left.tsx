import { useEffect, useState } from 'react'
import { type Pace, timeLeft } from '../state/pace.ts'

const lookAgainMs = 1_000

/** How long the step under way will still take; looked at each second, also while nothing is heard of the work. */
export function TimeLeft({ pace }: { readonly pace: Pace | null }) {
  const [now, setNow] = useState(() => performance.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), lookAgainMs)
    return () => clearInterval(timer)
  }, [])
  // Not told aloud each time it changes: the bar beside it is what a screen reader follows.
  return <p className="muted time-left">{timeLeft(pace, Math.max(now, pace?.at ?? 0))}</p>
}
