import { useEffect, useState } from 'react'
import type { PackData } from '../../../shared/forms/pack-types.ts'
import { useModel } from '../../app/app-model.ts'

interface ReportPack {
  /** Null until it is known. */
  readonly pack: PackData | null
  readonly error: unknown
}

/** The pack that a report is shown with: the one that counts, or for a sealed report the version it was sealed with. */
export function useReportPack(form: string, period: string): ReportPack {
  const { platform, ready } = useModel()
  const [found, setFound] = useState<ReportPack>({ pack: null, error: null })
  useEffect(() => {
    let isLeft = false
    const read = async (): Promise<ReportPack> => {
      const { version } = await platform.call('report.packVersion', { form, period })
      const { id, version: current } = ready.pack.manifest
      return { pack: version === current ? ready.pack : await platform.call('pack.get', { id, version }), error: null }
    }
    void read()
      .catch((error: unknown) => ({ pack: null, error }))
      .then((result) => {
        if (!isLeft) setFound(result)
      })
    return () => {
      isLeft = true
    }
  }, [platform, ready, form, period])
  return found
}
