import { useEffect } from 'react'
import type { ImportOptions } from '../../../shared/contract/index.ts'

/** What was put right in a step and has not been sent yet. */
export interface Draft {
  readonly options: ImportOptions
  /** False while something in it stands in the way, which the step says itself. */
  readonly isSound: boolean
}

/** Tells the screen of every change, and of the end: whoever leaves by the steps' bar has pressed no button. */
export function useDraft(draft: Draft | null, onDraft: (draft: Draft | null) => void): void {
  useEffect(() => {
    onDraft(draft)
    return () => onDraft(null)
  })
}
