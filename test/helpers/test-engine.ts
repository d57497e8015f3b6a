import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { idMaker } from '../../electron/adapters/new-id.ts'
import { forkParser } from '../../electron/adapters/parser-fork.ts'
import { createEngine } from '../../electron/engine/engine.ts'
import { type Call, createCall, dispatch, type EngineEvent, type Send } from '../../shared/contract/index.ts'
import { seeded } from './keys.ts'

export const packsDir = join(import.meta.dirname, '..', '..', 'resources', 'packs')
export const people = { preparer: '覃小梅', preparerPhone: '0772-7612345', auditor: '莫海燕', leader: '韦志强' }
export const county = { role: 'county', packId: 'liuzhou-2020', unit: '450222', people } as const

export interface TestEngine {
  readonly call: Call
  readonly send: Send
  readonly events: EngineEvent[]
  readonly errors: unknown[]
  subscribe(listener: (event: EngineEvent) => void): () => void
  /** Moves the clock (ISO time). */
  setNow(now: string): void
  close(): Promise<void>
}

/** The real engine on a real store in a folder of its own; only time and chance are given. */
export function openTestEngine({
  now = '2020-06-03T02:00:00.000Z',
  dataDir = join(mkdtempSync(join(tmpdir(), 'engine-')), 'data'),
  parser = forkParser(),
  packs = packsDir,
  /** Another seed makes other keys. */
  seed = 'unit',
  /** As the command line, or as a screen. */
  asked = 'button' as 'button' | 'command',
} = {}): TestEngine {
  let time = now
  const clock = { now: () => new Date(time) }
  const events: EngineEvent[] = []
  const errors: unknown[] = []
  const listeners = new Set<(event: EngineEvent) => void>()
  const engine = createEngine({
    dataDir,
    packsDir: packs,
    create: true,
    asked,
    ports: {
      clock,
      random: seeded(`${seed} ${now}`),
      newId: idMaker(clock, (count) => new Uint8Array(count).fill(7)),
      parser,
      log: { info: () => {}, error: (_message, cause) => errors.push(cause) },
      emit: (event) => {
        events.push(event)
        for (const listener of listeners) listener(event)
      },
    },
  })
  const send: Send = (method, input) => dispatch(engine.handlers, method, input, (error) => errors.push(error))
  return {
    call: createCall(send),
    send,
    events,
    errors,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    setNow: (next) => {
      time = next
    },
    close: () => engine.close(),
  }
}

/** A report that says there is nothing to report. */
export const zeroReport = {
  kind: 'header',
  header: { zeroReport: true, zeroReason: '本月没有此类项目，已与各乡镇核实', fillDate: '2020-06-02' },
} as const

/** One lawful boiler, as a clerk would type it. */
export const boiler = (number: number, values: Readonly<Record<string, string>> = {}) =>
  ({
    kind: 'insertRow',
    row: `boiler-${number}`,
    at: number,
    values: {
      boilerId: `450222${String(number).padStart(4, '0')}`,
      ownerName: `柳城县第${number}豆腐坊`,
      usccReason: '个体经营，未办理登记',
      townCode: '大埔镇',
      address: '解放路1号',
      inBuiltUpArea: '否',
      builtUpType: '其他区域',
      inHeatNetwork: '否',
      inBanArea: '否',
      model: 'CLSG0.7-95/70',
      pressureType: '常压',
      medium: '热水',
      capacityTph: '1',
      newOrExisting: '存量',
      useDate: '2011-03-01',
      fuelOriginal: '燃煤',
      annualCoal: '120',
      boilerUse: '工业生产',
      disposalType: '煤改电',
      replaceFuel: '电',
      replaceCapacityTph: '1',
      replaceEnergyTce: '50',
      planDate: '2020-12-31',
      status: '整治中',
      ...values,
    },
  }) as const

/** Explains everything that asks for it. */
export async function explainAll(call: Call, period: string): Promise<void> {
  const { findings } = await call('check.run', { period })
  for (const { id, level, outcome, explanation } of findings) {
    if (outcome !== 'fail' || explanation !== null || level === '强制性' || level === '提示性') continue
    await call('finding.explain', { period, finding: id, text: `${period}：已到现场核实，数据来自企业台账和乡镇记录，材料留存备查` })
  }
}
