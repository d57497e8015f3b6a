import { useEffect, useState } from 'react'
import type { PlanDocument, PlanPlace } from '../../../shared/contract/index.ts'
import { useModel } from '../../app/app-model.ts'

export type DocumentState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'none' }
  | { readonly kind: 'open'; readonly document: PlanDocument }

/** The plan's document; read anew when it is replaced or removed, in this window or another. */
export function usePlanDocument(): { readonly state: DocumentState; readonly reload: () => void } {
  const { platform } = useModel()
  const [state, setState] = useState<DocumentState>({ kind: 'loading' })
  const [count, setCount] = useState(0)
  useEffect(
    () =>
      platform.onEvent((event) => {
        if (event.name === 'plan.changed') setCount((before) => before + 1)
      }),
    [platform],
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: the count says that there is something new to read
  useEffect(() => {
    let current = true
    platform.call('plan.document', {}).then(
      (document) => current && setState(document === null ? { kind: 'none' } : { kind: 'open', document }),
      (error: unknown) => current && setState({ kind: 'failed', error }),
    )
    return () => {
      current = false
    }
  }, [platform, count])
  return { state, reload: () => setCount((before) => before + 1) }
}

/** Where a clause stands in this document; null until it is known, or when none is asked for. */
export function usePlace(document: PlanDocument, clause: string | null): PlanPlace | null {
  const { platform } = useModel()
  const [found, setFound] = useState<{ readonly clause: string; readonly sha256: string; readonly place: PlanPlace | null } | null>(null)
  const { sha256 } = document
  useEffect(() => {
    if (clause === null) return
    let current = true
    platform.call('plan.clause', { clause }).then(
      (place) => current && setFound({ clause, sha256, place }),
      () => current && setFound(null),
    )
    return () => {
      current = false
    }
  }, [platform, clause, sha256])
  return found !== null && found.clause === clause && found.sha256 === sha256 ? found.place : null
}
