import { Button, Modal, Progress } from 'antd'
import { useCallback, useEffect, useState } from 'react'
import { commonText } from '../../shared/text/ui-common.ts'
import { useModel } from '../app/app-model.ts'
import { notePace, type Pace, percentOf } from '../state/pace.ts'
import { TimeLeft } from './time-left.tsx'

interface Running {
  readonly job: string
  readonly title: string
  /** What is being done at the moment, as the engine says it, and how fast. */
  readonly pace: Pace | null
  readonly visible: boolean
}
const patienceMs = 1_000
const now = (): number => performance.now()

/**
 * Runs long work under a job id. After a second a panel shows how far it is and lets the person stop it. Rejects as the
 * work rejects; a stopped job with CANCELLED.
 */
export function useJob(): {
  readonly run: <T>(title: string, work: (job: string) => Promise<T>) => Promise<T>
  readonly running: boolean
  readonly panel: React.ReactNode
} {
  const { platform, newId } = useModel()
  const [running, setRunning] = useState<Running | null>(null)
  const job = running?.job
  useEffect(() => {
    if (job === undefined) return
    const timer = setTimeout(() => setRunning((one) => one && { ...one, visible: true }), patienceMs)
    const stop = platform.onEvent((event) => {
      if (event.name !== 'job.progress' || event.payload.job !== job) return
      const { payload } = event
      setRunning((one) => one && { ...one, pace: notePace(one.pace, payload, now()) })
    })
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [job, platform])
  const run = useCallback(
    async <T,>(title: string, work: (job: string) => Promise<T>): Promise<T> => {
      const id = newId()
      setRunning({ job: id, title, pace: null, visible: false })
      try {
        return await work(id)
      } finally {
        setRunning(null)
      }
    },
    [newId],
  )
  const cancel = (): void => {
    if (job !== undefined) void platform.call('job.cancel', { job })
  }
  const phase = running?.pace?.phase ?? ''
  const panel = (
    <Modal
      open={running?.visible === true}
      title={running?.title}
      footer={<Button onClick={cancel}>{commonText.cancel}</Button>}
      closable={false}
      width={420}
    >
      <p role="status">{phase === running?.title ? '' : phase}</p>
      <Progress percent={percentOf(running?.pace ?? null)} aria-label={running?.title ?? ''} />
      <TimeLeft pace={running?.pace ?? null} />
    </Modal>
  )
  return { run, running: running !== null, panel }
}
