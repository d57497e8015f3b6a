/** What a city would send back, signed by keys of its own; for tests of the county's side. */
import type { KeyRing } from '../../electron/engine/keys/key-ring.ts'
import { receiptCode, type ToldByCode } from '../../electron/engine/keys/receipt-code.ts'
import { signFile } from '../../electron/engine/keys/signed-file.ts'
import type { Call, SubmissionSummary } from '../../shared/contract/index.ts'
import { canonicalJson } from '../../shared/submission/canonical-json.ts'
import type { Receipt, ReturnComment, UnitFile, Waiver } from '../../shared/submission/signed-files.ts'
import { shownFingerprintWords } from '../../shared/text/fingerprint-words.ts'
import { emptyRing } from './keys.ts'

const receiver = { id: 'LZ-STHJJ', name: '柳州市生态环境局' } as const
const at = '2020-06-04T01:00:00.000Z'
/** Ids in the order in which they are asked for. */
const documentId = (number: number): string => `01EA0000000000000000${String(number).padStart(6, '0')}`

export interface CitySide {
  readonly unit: UnitFile
  readonly file: Uint8Array
  readonly ring: KeyRing
  receipt(of: SubmissionSummary, kind: Receipt['kind'], more?: Partial<Receipt>): Promise<Uint8Array>
  waiver(more?: Partial<Waiver>): Promise<Uint8Array>
  /** Reads out what came of a package to the county with this exchange key. */
  code(of: SubmissionSummary, kind: ToldByCode, exchange: string, sequence?: number): Promise<string>
}

export async function citySide(seed = 'city'): Promise<CitySide> {
  const ring = emptyRing(seed)
  const unit = await ring.create({ role: 'city', ...receiver, pack: 'liuzhou-2020', target: { kind: 'folder' } }, at)
  let count = 0
  return {
    unit,
    ring,
    file: new TextEncoder().encode(`${canonicalJson(unit)}\n`),
    async receipt({ packageId, sha256, period, revision }, kind, more = {}) {
      count++
      const place = { packageId, sha256, unit: '450222', receiver: { ...receiver }, pack: 'liuzhou-2020', period, revision }
      const said = {
        at: at.replace('01:00', `01:${String(count).padStart(2, '0')}`),
        by: '韦科长',
        sequence: kind === 'received' ? 1 : count + 1,
        daysLate: 0,
        verdict: 'same' as const,
        reason: '',
      }
      const rest = { comments: [], resubmitBy: null, audit: { seq: 1, hash: 'a'.repeat(64) } }
      const { bytes } = await signFile<Receipt>(
        { format: 'tanbao-receipt', formatVersion: 1, id: documentId(count), kind, ...place, ...said, ...rest, ...more },
        ring.signer(),
      )
      return bytes
    },
    async waiver(more = {}) {
      count++
      const place = { unit: '450222', pack: 'liuzhou-2020', period: '2020-05', rule: 'R-F4-28', rowKey: null }
      const said = { reason: '经现场核实，同意不作要求', receiver: { ...receiver }, at, by: '韦科长' }
      const { bytes } = await signFile<Waiver>(
        { format: 'tanbao-waiver', formatVersion: 1, id: documentId(count), ...place, ...said, ...more },
        ring.signer(),
      )
      return bytes
    },
    code: async (of, kind, exchange, sequence = 2) => receiptCode(await ring.sharedWith(exchange), { ...of, kind, sequence }),
  }
}

/** One remark on a cell. */
export const remark = (number: number, more: Partial<ReturnComment> = {}): ReturnComment => ({
  id: documentId(900_000 + number),
  form: 'F4',
  rowId: 'boiler-1',
  rowKey: '4502220001',
  field: 'annualCoal',
  text: '年用煤量与台账不符，请核对',
  ...more,
})

/** The county takes the city's unit file after its words were read out. */
export const trustCity = (call: Call, city: CitySide) => call('keys.add', { bytes: city.file, words: shownFingerprintWords(city.unit.key) })
