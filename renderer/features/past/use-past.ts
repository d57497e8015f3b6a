import { useCallback, useEffect, useState } from 'react'
import type { Difference, Moment, MomentName, PastReport } from '../../../shared/contract/index.ts'
import { packFromData } from '../../../shared/forms/pack.ts'
import type { Pack } from '../../../shared/forms/pack-types.ts'
import { useModel } from '../../app/app-model.ts'

interface Line {
  readonly moments: readonly Moment[]
  readonly more: boolean
  readonly brokenAt: number | null
}
const momentPage = 100

/** The moments of a form, newest first, as far as they were asked for. */
export function useMoments(form: string, period: string) {
  const { platform } = useModel()
  const [line, setLine] = useState<Line | null>(null)
  const [error, setError] = useState<unknown>(null)
  const read = useCallback(
    async (known: readonly Moment[]): Promise<void> => {
      const before = known.at(-1)?.seq
      try {
        const at = { form, period, limit: momentPage, ...(before === undefined ? {} : { before }) }
        const { moments, ...rest } = await platform.call('report.moments', at)
        setLine({ moments: [...known, ...moments], ...rest })
      } catch (thrown) {
        setError(thrown)
      }
    },
    [platform, form, period],
  )
  useEffect(() => void read([]), [read])
  return { line, error, more: () => void read(line?.moments ?? []) }
}

export interface PastView {
  readonly past: PastReport
  /** Of then. */
  readonly pack: Pack
  readonly difference: Difference
}
/** Moments to be compared; the form is shown as it was at `shown`, which is one of them. */
export interface Compared {
  readonly earlier: MomentName
  readonly later: MomentName
  readonly shown: MomentName
}

/** A form at a moment, and what is otherwise at another; null while it is read. */
export function usePast(form: string, period: string, compared: Compared | null, limit: number) {
  const { platform, ready } = useModel()
  const [view, setView] = useState<PastView | null>(null)
  const [error, setError] = useState<unknown>(null)
  const asked = compared === null ? null : JSON.stringify(compared)
  useEffect(() => {
    if (asked === null) return
    let isLeft = false
    const { earlier, later, shown } = JSON.parse(asked) as Compared // written a moment ago
    const read = async (): Promise<PastView> => {
      const [past, difference] = await Promise.all([
        platform.call('report.at', { form, period, moment: shown }),
        platform.call('report.difference', { form, period, earlier, later, limit }),
      ])
      const { packId: id, packVersion: version } = past.report
      const current = ready.pack.manifest
      const data = id === current.id && version === current.version ? ready.pack : await platform.call('pack.get', { id, version })
      return { past, pack: packFromData(data), difference }
    }
    read().then(
      (found) => {
        if (isLeft) return
        setView(found)
        setError(null)
      },
      (thrown: unknown) => !isLeft && setError(thrown),
    )
    return () => {
      isLeft = true
    }
  }, [platform, ready, form, period, asked, limit])
  return { view, error }
}
