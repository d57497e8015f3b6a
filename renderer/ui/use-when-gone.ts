import { useEffect, useEffectEvent } from 'react'

/**
 * Tells that the component has gone, whichever way: a drawer that is closed while it still slides in is taken away
 * without its own word for that.
 */
export function useWhenGone(tell: () => void): void {
  const gone = useEffectEvent(tell)
  useEffect(() => () => gone(), [])
}
