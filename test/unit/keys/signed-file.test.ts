import { generateIdentity, identityToRecipient } from 'age-encryption'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { identityName, readRecipient, recipientName } from '../../../electron/engine/keys/age-names.ts'
import { publicHalf } from '../../../electron/engine/keys/raw-keys.ts'
import { readReceiptCode, readTypedCode, receiptCode, toldByCode } from '../../../electron/engine/keys/receipt-code.ts'
import { readSignedFile, readUnitFile, signedFormat, signFile } from '../../../electron/engine/keys/signed-file.ts'
import { UnitFile, Waiver } from '../../../shared/submission/signed-files.ts'
import { cityOwner, emptyRing } from '../../helpers/keys.ts'

const at = '2020-06-03T02:00:00.000Z'
const digest = 'ab'.repeat(32)
const refused = (code: string) => expect.objectContaining({ code })
const decoded = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)
const encoded = (text: string): Uint8Array => new TextEncoder().encode(text)

const waiver = {
  format: 'tanbao-waiver',
  formatVersion: 1,
  id: '01J9ZK3V7W8X9YABCDEFGHJKMN',
  unit: '450222',
  pack: 'liuzhou-2020',
  period: '2020-05',
  rule: 'F6-W-01',
  rowKey: null,
  reason: '全县尚未并网，经核实可以不报',
  receiver: { id: 'liuzhou-sthjj', name: '柳州市生态环境局' },
  at,
  by: '韦科长',
} as const

describe('a signed file', () => {
  const ring = emptyRing('city')
  let city: UnitFile
  let bytes: Uint8Array
  const known = (fingerprint: string) => (fingerprint === city.key ? city.keys.signing : undefined)
  beforeAll(async () => {
    city = await ring.create(cityOwner, at)
    bytes = (await signFile<Waiver>(waiver, ring.signer())).bytes
  })

  test('comes back as it was written, from its one way of being written only', () => {
    expect(readSignedFile(Waiver, bytes, known)).toMatchObject(waiver)
    expect(signedFormat(bytes)).toBe('tanbao-waiver')
    expect(decoded(bytes)).toMatch(/^\{.*\}\n$/)
    for (const other of [` ${decoded(bytes)}`, decoded(bytes).trim(), `${decoded(bytes)}\n`, `\uFEFF${decoded(bytes)}`])
      expect(() => readSignedFile(Waiver, encoded(other), known)).toThrow(refused('SIGNED_FILE_UNREADABLE'))
  })

  test('is refused with any bit turned', () => {
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(7), (place, bit) => {
        const turned = Uint8Array.from(bytes)
        turned[place] = (turned[place] ?? 0) ^ (1 << bit)
        expect(() => readSignedFile(Waiver, turned, known)).toThrow()
      }),
      { numRuns: 400 },
    )
  })

  test('is refused by name: changed, signed by a stranger or by another than it says, newer, of another kind, hostile', async () => {
    const changed = decoded(bytes).replace('"unit":"450222"', '"unit":"450223"')
    expect(() => readSignedFile(Waiver, encoded(changed), known)).toThrow(refused('SIGNED_FILE_FORGED'))
    expect(() => readSignedFile(Waiver, bytes, () => undefined)).toThrow(refused('SIGNED_FILE_STRANGER'))
    const thief = emptyRing('thief')
    await thief.create(cityOwner, at)
    const forged = (await signFile<Waiver>(waiver, { fingerprint: city.key, sign: (content) => thief.sign(content) })).bytes
    expect(() => readSignedFile(Waiver, forged, known)).toThrow(refused('SIGNED_FILE_FORGED'))
    const newer = decoded(bytes).replace('"formatVersion":1', '"formatVersion":2')
    expect(() => readSignedFile(Waiver, encoded(newer), known)).toThrow(refused('SIGNED_FILE_NEWER'))
    expect(() => readSignedFile(UnitFile, bytes, known)).toThrow(refused('SIGNED_FILE_UNREADABLE'))
    for (const hostile of ['', '{', '[]', 'null', '{"format":"tanbao-waiver","formatVersion":1}', `{"format":"${'x'.repeat(13_000_000)}"}`])
      expect(() => readSignedFile(Waiver, encoded(hostile), known)).toThrow(refused('SIGNED_FILE_UNREADABLE'))
  })

  test('made for one thing proves nothing about another', async () => {
    // The same members under another name: the word before the content keeps the two apart.
    const unit = await signFile<UnitFile>(
      { format: 'tanbao-unit', formatVersion: 1, ...cityOwner, keys: city.keys, createdAt: at, replaces: null },
      { fingerprint: city.key, sign: (content) => ring.sign(encoded(decoded(content).replace('tanbao-unit/1', 'tanbao-waiver/1'))) },
    )
    expect(() => readUnitFile(unit.bytes)).toThrow(refused('SIGNED_FILE_FORGED'))
    const own = await signFile<UnitFile>(
      { format: 'tanbao-unit', formatVersion: 1, ...cityOwner, keys: city.keys, createdAt: at, replaces: null },
      ring.signer(),
    )
    expect(readUnitFile(own.bytes)).toEqual(own.file)
  })
})

describe('names of exchange keys', () => {
  test('are those of age itself', async () => {
    for (let count = 0; count < 20; count++) {
      const identity = await generateIdentity()
      const recipient = await identityToRecipient(identity)
      const raw = readRecipient(recipient)
      expect(raw).toHaveLength(32)
      expect(recipientName(raw ?? new Uint8Array())).toBe(recipient)
    }
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 32, maxLength: 32 }), async (secret) => {
        expect(await identityToRecipient(identityName(secret))).toBe(recipientName(publicHalf('x25519', secret)))
      }),
      { numRuns: 25 },
    )
  })

  test('are refused with a slip', () => {
    const name = recipientName(new Uint8Array(32).fill(9))
    fc.assert(
      fc.property(fc.integer({ min: 4, max: name.length - 1 }), fc.constantFrom(...'qpzry9x8gf2tvdw0s3jn54khce6mua7l1bio'), (at_, sign) => {
        if (sign === name[at_]) return
        expect(readRecipient(name.slice(0, at_) + sign + name.slice(at_ + 1))).toBeUndefined()
      }),
    )
  })
})

describe('a receipt code', () => {
  const secret = new Uint8Array(32).fill(3)
  const sent = { packageId: waiver.id, sha256: digest }

  test('says what came of this package, to those who share the secret', () => {
    for (const kind of toldByCode) {
      const code = receiptCode(secret, { ...sent, kind, sequence: 3 })
      expect(receiptCode(secret, { ...sent, kind, sequence: 4 })).not.toBe(code)
      expect(code).toMatch(/^[2-9A-HJKMNP-Z]{5}-[2-9A-HJKMNP-Z]{5}$/)
      expect(readReceiptCode(secret, ` ${code.toLowerCase().replace('-', ' ')}`, sent)).toEqual({ kind, sequence: 3 })
      expect(readReceiptCode(new Uint8Array(32).fill(4), code, sent)).toBeNull()
      expect(readReceiptCode(secret, code, { ...sent, sha256: 'ac'.repeat(32) })).toBeNull()
      expect(readReceiptCode(secret, code, { ...sent, packageId: '01J9ZK3V7W8X9YABCDEFGHJKMP' })).toBeNull()
    }
  })

  test('shows a slip of one sign or of two that changed places', () => {
    const hex = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((raw) => Buffer.from(raw).toString('hex'))
    fc.assert(
      fc.property(hex, fc.nat(9), fc.nat(30), fc.nat(8), (sha256, place, other, swap) => {
        const code = receiptCode(secret, { ...sent, sha256, kind: 'received', sequence: 1 }).replace('-', '')
        const slip = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'[other] ?? ''
        const wrong = code.slice(0, place) + slip + code.slice(place + 1)
        if (wrong !== code) expect(readTypedCode(wrong)).toBeNull()
        const swapped = code.slice(0, swap) + (code[swap + 1] ?? '') + (code[swap] ?? '') + code.slice(swap + 2)
        // The check sign stands for itself: only places before it are weighted.
        if (swapped !== code && swap < 8) expect(readTypedCode(swapped)).toBeNull()
        expect(readTypedCode(code)).not.toBeNull()
      }),
    )
    expect(readTypedCode('')).toBeNull()
    expect(readTypedCode('OOOOO-IIIII')).toBeNull()
  })
})
