import { inOrder } from '../../../shared/city/package-facts.ts'
import type { Method } from '../../../shared/contract/contract.ts'
import type { Output } from '../../../shared/contract/index.ts'
import { AppError } from '../../../shared/model/errors.ts'
import { cityText, quarantineSentence, reminderText } from '../../../shared/text/city.ts'
import type { CityStore } from '../city/city-store.ts'
import { allReceipts, type DecisionOrder, decide, waive } from '../city/decide.ts'
import type { CityDesk } from '../city/desk.ts'
import { attachmentOf, formView, packageFacts, packageView } from '../city/package-view.ts'
import { rebuild } from '../city/rebuild.ts'
import { receiptFiles } from '../city/receipts.ts'
import { type ReceiveResult, receiveFile } from '../city/receive.ts'
import { rehearse } from '../city/rehearse.ts'
import { noticeDraft, tableWorkbook } from '../city/tables.ts'
import { verdictOf } from '../city/verdict.ts'
import {
  boardView,
  cellsView,
  keepWeights,
  mergedRows,
  remindersToday,
  reportingView,
  rollUpView,
  scoresView,
  weatherLines,
} from '../city/views.ts'
import type { EngineContext, Service } from '../context.ts'
import { readPack } from '../packs/read-archive.ts'
import { adopt } from './city-adopt.ts'
import { whoOf } from './common.ts'
import { ownSigner } from './own-keys.ts'
import { spokenReceipt } from './spoken-receipt.ts'

type CityMethods = Extract<Method, `city.${string}`>

/**
 * The desk of a data folder. Throws STORE_NOT_INITIALISED, CITY_ONLY when it is asked.
 * @param elsewhere where the packages lie, when not in the folder's own database
 */
export function cityDesk(context: EngineContext, elsewhere?: CityStore): CityDesk {
  const requireCity = (): void => {
    const profile = context.store().profile.get()
    if (profile === undefined) throw new AppError('STORE_NOT_INITIALISED')
    if (profile.role !== 'city') throw new AppError('CITY_ONLY')
  }
  return {
    get store() {
      requireCity()
      return elsewhere ?? context.store().city
    },
    pack() {
      requireCity()
      return context.pack()
    },
    now: () => context.ports.clock.now(),
    newId: context.ports.newId,
    signer: () => {
      requireCity()
      return ownSigner(context)
    },
    unwrap: (bytes) => context.keys.unwrap(bytes),
    keyOf: async (fingerprint) => context.store().knownKey(fingerprint),
    who: () => whoOf(context),
  }
}

/** What came of a file, in words too. */
async function answer(desk: CityDesk, result: ReceiveResult): Promise<Output<'city.receive'>> {
  const receipts = result.receipts.map((receipt) => ({ ...receipt }))
  const nothing = { relation: null, facts: null, quarantine: null, verdict: null, receipts }
  if (result.outcome === 'quarantined') {
    const { quarantine } = result
    const sentence = quarantineSentence(quarantine.reason, quarantine.detail)
    return { ...nothing, outcome: 'quarantined', sentence, quarantine }
  }
  const { facts } = result
  const verdict = await verdictOf(desk, facts)
  if (result.outcome === 'duplicate') return { ...nothing, outcome: 'duplicate', sentence: cityText.duplicate, facts, verdict }
  const { relation } = result
  const sentences = [cityText.taken[relation], ...(verdict.verdict === 'same' ? [] : [`${cityText.verdict[verdict.verdict]}。`])]
  if (verdict.reason !== null) sentences.push(cityText.verdictReason[verdict.reason](verdict.detail))
  return { ...nothing, outcome: 'taken', sentence: sentences.join(''), relation, facts, verdict }
}

async function retry(desk: CityDesk, sha256: string, why: string | undefined): Promise<Output<'city.retry'>> {
  const kept = await desk.store.quarantined(sha256)
  if (kept === undefined) throw new AppError('CITY_FILE_UNKNOWN', { sha256 })
  const { facts, content } = kept
  const result = await receiveFile(
    desk,
    { fileName: facts.fileName, bytes: content },
    why === undefined ? undefined : { by: desk.who(), why },
  )
  return answer(desk, result)
}

async function decided(desk: CityDesk, sha256: string, order: DecisionOrder): Promise<Output<'city.accept'>> {
  const { receipt, receipts } = await decide(desk, sha256, order)
  return { receipt, receipts: receipts.map((file) => ({ ...file })) }
}

/** Answers for a data folder of the role `city`; every other is told that this is no city. */
export function createCityService(context: EngineContext, elsewhere?: CityStore): Service<CityMethods> {
  const desk = cityDesk(context, elsewhere)
  return {
    'city.board': ({ from, to }) => boardView(desk, from, to),
    'city.receive': async (file) => answer(desk, await receiveFile(desk, file)),
    'city.quarantine': async () =>
      (await desk.store.quarantine()).map((facts) => ({ ...facts, sentence: quarantineSentence(facts.reason, facts.detail) })),
    'city.retry': ({ sha256, why }) => retry(desk, sha256, why),
    'city.package': ({ sha256 }) => packageView(desk, sha256),
    'city.form': ({ sha256, form }) => formView(desk, sha256, form),
    async 'city.bytes'({ sha256 }) {
      const { fileName } = await packageFacts(desk, sha256)
      const bytes = await desk.store.content(sha256)
      if (bytes === undefined) throw new AppError('CITY_PACKAGE_UNKNOWN', { sha256 })
      return { fileName, bytes }
    },
    'city.attachment': ({ sha256, attachment }) => attachmentOf(desk, sha256, attachment),
    async 'city.receipts'({ sha256 }) {
      if (sha256 === undefined) return allReceipts(desk)
      return receiptFiles(await packageFacts(desk, sha256), await desk.store.decisionsOf(sha256))
    },
    async 'city.receiptCode'({ sha256 }) {
      const decisions = inOrder(await desk.store.decisionsOf(sha256))
      return spokenReceipt(context, await packageFacts(desk, sha256), decisions.at(-1))
    },
    'city.accept': ({ sha256, reason }) => decided(desk, sha256, { kind: 'accepted', reason }),
    'city.return': ({ sha256, reason, comments, resubmitBy }) => decided(desk, sha256, { kind: 'returned', reason, comments, resubmitBy }),
    'city.reopen': ({ sha256, reason }) => decided(desk, sha256, { kind: 'reopened', reason }),
    'city.refuse': ({ sha256, reason }) => decided(desk, sha256, { kind: 'refused', reason }),
    async 'city.waive'(order) {
      const { waiver, bytes } = await waive(desk, order)
      return { waiver, file: { fileName: cityText.waiverFile(waiver.unit, waiver.period, waiver.id), bytes } }
    },
    'city.rollUp': ({ period }) => rollUpView(desk, period),
    'city.cells': ({ period, form, field }) => cellsView(desk, period, form, field),
    async 'city.ledger'({ period, form, from, limit }) {
      const rows = await mergedRows(desk, period, form)
      return { count: rows.length, rows: rows.slice(from, from + limit) }
    },
    async 'city.weather'({ period }) {
      const { form, lines } = await weatherLines(desk, period)
      return { period, form, lines: lines.map((line) => ({ ...line, cells: [...line.cells], history: [...line.history] })) }
    },
    'city.reporting': ({ from, to }) => reportingView(desk, from, to),
    async 'city.reminders'() {
      const pack = desk.pack()
      const titles = (forms: readonly string[]) => forms.map((form) => pack.forms.get(form)?.title ?? form)
      return (await remindersToday(desk)).map((one) => ({
        ...one,
        forms: [...one.forms],
        text: reminderText(pack.manifest.receiver.name, one, titles(one.forms)),
      }))
    },
    'city.scores': ({ period }) => scoresView(desk, period),
    'city.setWeights': async ({ weights }) => ({ ...(await keepWeights(desk, weights)) }),
    'city.export': ({ table, period, job }) => context.jobs.run(job, () => tableWorkbook(desk, table, period)),
    'city.notice': ({ period }) => noticeDraft(desk, period),
    'city.adopt': ({ period }) => adopt(context, desk, period),
    'city.rehearse': ({ bytes, from, to, job }) =>
      context.jobs.run(job, async (watch) => {
        const pack = await readPack(bytes)
        return rehearse(desk, pack, { from, to }, (done, total) => {
          watch.checkpoint()
          watch.progress(cityText.rehearsing, done, total)
        })
      }),
    'city.rebuild': ({ job }) =>
      context.jobs.run(job, async (watch) => {
        const { packages, damaged } = await rebuild(desk, (done, total) => watch.progress(cityText.rebuilding, done, total))
        return { packages, damaged: [...damaged] }
      }),
  }
}
