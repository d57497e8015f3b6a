/** One open report on the real engine, with what its window shows of a single column, and a connection that can fail. */
import { test } from 'vitest'
import { ConnectionLost, type Platform } from '../../renderer/platform/platform.ts'
import { createReportSession, type ReportSession } from '../../renderer/state/report-session.ts'
import { createCall } from '../../shared/contract/index.ts'
import { boiler, county, openTestEngine, type TestEngine } from './test-engine.ts'

export const at = { form: 'F4', period: '2020-05' } as const
/** The owner that the only row begins with. */
export const firstOwner = '柳城县第1豆腐坊'

interface Ears {
  /** Whether the window is told what others write. */
  readonly hears?: boolean
}

class ReportDesk {
  /** Owners as the screen shows them, by row. */
  screen = new Map<string, string | null>()
  isCut = false
  /** The next answer of this method never arrives; what was asked is done. */
  lost = ''
  readonly calls: string[] = []
  readonly engine: TestEngine = openTestEngine()
  #session: ReportSession | undefined

  get session(): ReportSession {
    if (this.#session === undefined) throw new Error('no report is open')
    return this.#session
  }

  platform({ hears = true }: Ears = {}): Platform {
    return {
      kind: 'browser',
      call: createCall((method, input) => {
        this.calls.push(method)
        if (this.isCut) return Promise.reject(new ConnectionLost())
        if (method !== this.lost) return this.engine.send(method, input)
        this.lost = ''
        return this.engine.send(method, input).then(() => Promise.reject(new ConnectionLost()))
      }),
      onEvent: (listener) => (hears ? this.engine.subscribe(listener) : () => {}),
      openFile: async () => null,
      saveFile: async () => true,
      zoom: null,
    }
  }

  /** Another window on the same report. */
  async open(ears?: Ears): Promise<ReportSession> {
    const opened = createReportSession({
      platform: this.platform(ears),
      ...at,
      clock: () => new Date(0),
      onLoad: (report) => {
        this.screen = new Map(report.rows.map(({ id, values }) => [id, values.ownerName ?? null]))
      },
      onTravel: (edits) => {
        for (const { row, value } of edits) this.screen.set(row, value)
        return true
      },
    })
    await opened.load()
    return opened
  }

  async reopen(ears?: Ears): Promise<void> {
    this.#session?.close()
    this.#session = await this.open(ears)
  }

  async close(): Promise<void> {
    this.#session?.close()
    await this.engine.close()
  }

  /** Types an owner over the one that stands there. */
  owner(value: string, before: string | null): void {
    this.screen.set('boiler-1', value)
    this.session.edit({ edits: [{ kind: 'cell', row: 'boiler-1', field: 'ownerName', value }], before: [before] }, 'typing')
  }

  shown(): (string | null)[] {
    return [...this.screen.values()]
  }

  async stored(): Promise<(string | undefined)[]> {
    return (await this.engine.call('report.open', at)).rows.map((row) => row.values.ownerName)
  }

  save() {
    return this.session.store.getState().save.kind
  }

  /** Whether there is something to take back, and something to do again. */
  flags() {
    const { report } = this.session.store.getState()
    return [report?.canUndo, report?.canRedo]
  }
}

/** A test that begins with one boiler stored, its report open and no call counted. */
export const deskTest = test.extend<{ readonly desk: ReportDesk }>({
  desk: async ({ onTestFinished }, use) => {
    const desk = new ReportDesk()
    onTestFinished(() => desk.close())
    await desk.engine.call('profile.create', county)
    await desk.engine.call('report.edit', { ...at, edits: [boiler(1)] })
    await desk.reopen()
    desk.calls.length = 0
    await use(desk)
  },
})
