/** What every kind of target has to do, whatever server stands behind it. */
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { provingTarget } from '../../../electron/engine/sync/deliver.ts'
import { openFiles, type TargetAccess } from '../../../electron/engine/sync/open-files.ts'
import { probeFiles } from '../../../electron/engine/sync/probe.ts'
import { type RemoteFiles, type Target, TargetError } from '../../../electron/engine/sync/target.ts'
import type { ProbeResult } from '../../../shared/sync/probe-result.ts'

export interface SuiteServer {
  readonly access: TargetAccess
  /** The same place with credentials that are not let in, and what a person is told then. */
  readonly stranger?: { readonly access: TargetAccess; readonly trouble: string }
  stop(): Promise<void>
}
const calm = new AbortController().signal
const text = (words: string): Uint8Array => new TextEncoder().encode(words)
const whyOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof TargetError ? error.trouble : String(error)),
  )

/** @param found what the probe is known to find out about this server */
export function targetSuite(name: string, start: () => Promise<SuiteServer>, found: Partial<ProbeResult>): void {
  describe(name, () => {
    let server: SuiteServer
    let files: RemoteFiles
    let target: Target
    let marks = 0
    beforeAll(async () => {
      server = await start()
      files = openFiles(server.access)
      target = provingTarget(files, () => `m${++marks}`)
    })
    afterAll(async () => {
      await target?.close()
      await server?.stop()
    })

    test('what was put is there, whole, under its name only', async () => {
      const large = new Uint8Array(randomBytes(3 * 1024 * 1024 + 17))
      await target.put('large.zip', large, calm)
      await target.put('small.json', text('{}'), calm)
      await target.put('empty.json', text(''), calm)
      const got = await target.get('large.zip', calm)
      expect(got !== undefined && Buffer.compare(got, large)).toBe(0)
      expect(await target.get('empty.json', calm)).toEqual(text(''))
      expect((await target.list(calm)).map((entry) => entry.name).sort()).toEqual(['empty.json', 'large.zip', 'small.json'])
      expect(await files.read('large.zip', 99, calm)).toHaveLength(100)
    })
    test('putting the same again, at the same time too, changes nothing', async () => {
      await target.put('small.json', text('{}'), calm)
      const beside = provingTarget(openFiles(server.access), () => `b${++marks}`)
      const bytes = new Uint8Array(randomBytes(100_000))
      const outcomes = await Promise.all([target, beside, target, beside].map((one) => whyOf(one.put('raced.zip', bytes, calm))))
      await target.put('raced.zip', bytes, calm)
      expect(outcomes).toContain('done')
      const got = await target.get('raced.zip', calm)
      expect(got !== undefined && Buffer.compare(got, bytes)).toBe(0)
      await beside.close()
    })
    test('what an upload without care left under the name is replaced', async () => {
      await files.write('broken.zip', text('hal'), calm)
      await target.put('broken.zip', text('half a package'), calm)
      expect(await target.get('broken.zip', calm)).toEqual(text('half a package'))
    })
    test('what is not there is not there, and taking it away is no failure', async () => {
      expect(await target.get('never.receipt-1.json', calm)).toBeUndefined()
      await target.put('gone.json', text('x'), calm)
      await target.remove('gone.json', calm)
      await target.remove('gone.json', calm)
      expect(await target.get('gone.json', calm)).toBeUndefined()
    })
    test('whoever stops it gets the reason they gave', async () => {
      const stopped = new AbortController()
      const work = target.put('stopped.zip', new Uint8Array(8 * 1024 * 1024), stopped.signal)
      stopped.abort(new Error('enough'))
      expect(await whyOf(work)).toBe('Error: enough')
      expect(await target.get('small.json', calm)).toEqual(text('{}'))
    })
    test('the probe finds out what it really does and leaves nothing behind', async () => {
      const before = (await target.list(calm)).length
      const result = await probeFiles(files, { mark: 'p1', listing: true, at: '2020-06-05T00:00:00.000Z', isPlain: false }, calm)
      expect(result).toMatchObject({ trouble: null, ...found })
      expect((await target.list(calm)).filter((entry) => entry.name.includes('probe'))).toEqual([])
      expect(before).toBeGreaterThan(0)
    })
    test('a stranger is told apart from a broken line', async () => {
      const { stranger } = server
      if (stranger === undefined) return
      const strange = provingTarget(openFiles(stranger.access), () => 's1')
      expect(await whyOf(strange.put('stranger.zip', text('x'), calm))).toBe(stranger.trouble)
      await strange.close()
      expect(await target.get('stranger.zip', calm)).toBeUndefined()
    })
  })
}
