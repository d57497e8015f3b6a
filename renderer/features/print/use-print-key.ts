import { useEffect, useRef } from 'react'
import { endTyping } from '../../ui/end-typing.ts'

/** Ctrl+P does what the program means by printing, not what the browser does with the screen. */
export function usePrintKey(action: () => void): void {
  const current = useRef(action)
  current.current = action
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.isComposing || event.altKey || event.shiftKey || !(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'p')
        return
      event.preventDefault()
      event.stopPropagation()
      // What is printed is what is stored, also what stands half typed in a field.
      endTyping()
      current.current()
    }
    window.addEventListener('keydown', onKeyDown, { capture: true })
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true })
  }, [])
}
