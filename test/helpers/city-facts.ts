/** Facts of packages and decisions about them, for the pure parts of a city's desk. */
import { createHash } from 'node:crypto'
import type { Decision, PackageFacts } from '../../shared/city/package-facts.ts'
import { idOf } from './county-packages.ts'

const digest = (text: string): string => createHash('sha256').update(text).digest('hex')

/** @param given what the test is about; `variant` tells apart what is otherwise the same */
export function factsOf({ variant = '', ...given }: Partial<PackageFacts> & { variant?: string } = {}): PackageFacts {
  const { unit = '450222', period = '2020-05', revision = 1 } = given
  const name = `${unit} ${period} ${revision} ${variant}`
  return {
    sha256: digest(name),
    packageId: idOf(name),
    fileName: `${name}.zip`,
    bytes: 1,
    unit,
    unitName: unit,
    pack: 'liuzhou-2020',
    packVersion: '1.0.0',
    packDigest: digest('pack'),
    period,
    revision,
    revisionReason: '',
    supersedes: null,
    sealedAt: '2020-06-03T02:00:00.000Z',
    checkDate: '2020-06-03',
    receivedAt: '2020-06-04T02:00:00.000Z',
    receivedDay: '2020-06-04',
    signer: digest('key'),
    admitted: null,
    forms: ['F1', 'F2', 'F3', 'F4'].map((form) => ({ form, rows: 1, zeroReport: false })),
    contact: { preparer: '覃小梅', phone: '0772-7612345', leader: '韦志强' },
    explained: 0,
    audit: { seq: 1, hash: digest('audit') },
    ...given,
  }
}

export const decisionOf = (facts: PackageFacts, kind: Decision['kind'], at: string, given: Partial<Decision> = {}): Decision => ({
  format: 'tanbao-receipt',
  formatVersion: 1,
  id: idOf(`${facts.sha256} ${kind} ${at}`),
  kind,
  sequence: kind === 'received' ? 1 : 2,
  packageId: facts.packageId,
  sha256: facts.sha256,
  unit: facts.unit,
  receiver: { id: 'LZ-STHJJ', name: '柳州市生态环境局' },
  pack: facts.pack,
  period: facts.period,
  revision: facts.revision,
  at,
  by: '周敏',
  daysLate: 0,
  verdict: 'same',
  reason: '',
  comments: [],
  resubmitBy: null,
  audit: facts.audit,
  key: digest('city'),
  signature: '0'.repeat(128),
  ...given,
})
