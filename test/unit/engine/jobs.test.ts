import { expect, test } from 'vitest'
import { createJobs } from '../../../electron/engine/jobs.ts'
import type { EngineEvent } from '../../../shared/contract/index.ts'

const forever = (signal: AbortSignal) =>
  new Promise<never>((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)))

test('a job that is cancelled ends with CANCELLED and is forgotten', async () => {
  const jobs = createJobs(() => {})
  const work = jobs.run('j1', ({ signal }) => forever(signal))
  expect([jobs.cancel('j1'), jobs.cancel('j2')]).toEqual([true, false])
  await expect(work).rejects.toMatchObject({ code: 'CANCELLED' })
  expect(jobs.cancel('j1')).toBe(false)
})

test('a failure that nobody asked for stays what it is', async () => {
  const jobs = createJobs(() => {})
  await expect(jobs.run('j1', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
})

test('two jobs cannot run under one name', async () => {
  const jobs = createJobs(() => {})
  const first = jobs.run('j1', ({ signal }) => forever(signal))
  await expect(jobs.run('j1', async () => 1)).rejects.toMatchObject({ code: 'INPUT_INVALID' })
  jobs.cancelAll()
  await expect(first).rejects.toMatchObject({ code: 'CANCELLED' })
})

test('progress is told in hundredths at most, and only for a job with a name', async () => {
  const events: EngineEvent[] = []
  const jobs = createJobs((event) => events.push(event))
  const count = async ({ progress }: { progress(phase: string, done: number, total: number): void }) => {
    for (let done = 0; done <= 10_000; done++) progress('parse', done, 10_000)
  }
  await jobs.run(undefined, count)
  expect(events).toEqual([])
  await jobs.run('j1', count)
  expect(events.length).toBe(101)
  expect(events.at(-1)).toEqual({ name: 'job.progress', payload: { job: 'j1', phase: 'parse', done: 10_000, total: 10_000 } })
})

test('work that lets no message in asks itself whether it was stopped; a request for an earlier job does not count', async () => {
  let asked: string[] = ['j1']
  const jobs = createJobs(
    () => {},
    () => asked.splice(0),
  )
  let steps = 0
  const work = jobs.run('j1', async ({ checkpoint }) => {
    for (; steps < 10; steps++) {
      checkpoint()
      if (steps === 4) asked = ['j1', 'j2']
    }
  })
  await expect(work).rejects.toMatchObject({ code: 'CANCELLED' })
  expect(steps).toBe(5)
  // The request itself arrives when the work is over, and is told that it did something, once.
  expect([jobs.cancel('j1'), jobs.cancel('j1'), jobs.cancel('j2')]).toEqual([true, false, false])
})
