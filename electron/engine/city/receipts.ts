/** Receipts: what a city says about a package, signed. The same words at the same instant are the same bytes. */
import { createHash } from 'node:crypto'
import { type Decision, inOrder, type PackageFacts } from '../../../shared/city/package-facts.ts'
import { deadlineOf, lateDays } from '../../../shared/forms/deadline.ts'
import type { Pack } from '../../../shared/forms/pack-types.ts'
import { canonicalJson, type JsonValue } from '../../../shared/submission/canonical-json.ts'
import { type Receipt, receiptFileName, type Waiver } from '../../../shared/submission/signed-files.ts'
import { signFile } from '../keys/signed-file.ts'
import type { CityDesk } from './desk.ts'

const idSigns = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** An id that follows from what it is for, so that taking the same package in anew makes the same receipt. */
export const derivedId = (...parts: readonly string[]): string => {
  const digest = createHash('sha256').update(parts.join('\n')).digest()
  return Array.from(digest.subarray(0, 26), (byte) => idSigns[byte % idSigns.length]).join('')
}

type Said = Pick<Receipt, 'id' | 'kind' | 'sequence' | 'at' | 'by' | 'verdict' | 'reason' | 'comments' | 'resubmitBy'>

/** Days that an arrival is late by the plan's calendar and the city's. */
export const lateOn = (pack: Pack, period: string, day: string): number => {
  const { calendar } = pack.manifest
  return lateDays(calendar, deadlineOf(calendar, period), day)
}

/** Signs what is said about a package. */
export async function signReceipt(desk: CityDesk, facts: PackageFacts, said: Said): Promise<Receipt> {
  const pack = desk.pack()
  const { id, name } = pack.manifest.receiver
  const { packageId, sha256, unit, period, revision, audit } = facts
  const content = {
    format: 'tanbao-receipt',
    formatVersion: 1,
    packageId,
    sha256,
    unit,
    receiver: { id, name },
    pack: facts.pack,
    period,
    revision,
    daysLate: lateOn(pack, period, facts.receivedDay),
    audit,
    ...said,
  } as const
  return (await signFile<Receipt>({ ...content, comments: [...said.comments] }, await desk.signer())).file
}

/** The bytes of a receipt or waiver that is signed already. */
export const receiptBytes = (file: Receipt | Waiver): Uint8Array =>
  new TextEncoder().encode(`${canonicalJson(file as unknown as JsonValue)}\n`) // plain data by its schema

/** Every receipt of a package under the name by which its county looks for it. */
export const receiptFiles = (facts: PackageFacts, decisions: readonly Decision[]): { fileName: string; bytes: Uint8Array }[] =>
  inOrder(decisions).map((decision, at) => ({ fileName: receiptFileName(facts.fileName, at + 1), bytes: receiptBytes(decision) }))
