import { useEffect, useState } from 'react'
import type { PlanDocument, PlanPlace } from '../../../shared/contract/index.ts'
import { useModel } from '../../app/app-model.ts'
import { newsOf, useRead } from '../../app/use-read.ts'
import type { Platform } from '../../platform/platform.ts'

export type DocumentState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'none' }
  | { readonly kind: 'open'; readonly document: PlanDocument }

const isNews = newsOf('plan.changed')
/** Wrapped, for there may be none. */
const askDocument = async (platform: Platform) => ({ document: await platform.call('plan.document', {}) })

/** The plan's document; read anew when it is replaced or removed, in this window or another. */
export function usePlanDocument(): { readonly state: DocumentState; readonly reload: () => void } {
  const { value, error, again } = useRead(askDocument, isNews)
  return { state: stateOf(value, error), reload: () => void again() }
}

function stateOf(value: { readonly document: PlanDocument | null } | null, error: unknown): DocumentState {
  if (error !== null) return { kind: 'failed', error }
  if (value === null) return { kind: 'loading' }
  return value.document === null ? { kind: 'none' } : { kind: 'open', document: value.document }
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
