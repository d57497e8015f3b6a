import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pinyinInitials } from '../../../shared/model/pinyin.ts'
import { fingerprintWordList, fingerprintWords, isFingerprintSaid, shownFingerprintWords } from '../../../shared/text/fingerprint-words.ts'

/** How a reading sounds to somebody who does not tell zh from z, l from n or r, hu from f, or -ng from -n. */
const heard = (reading: string): string =>
  reading
    .replaceAll('ng', 'n')
    .replaceAll(/([zcs])h/g, '$1')
    .replaceAll(/[lr]/g, 'n')
    .replaceAll(/hu?/g, 'f')
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
const fingerprint = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(hex)

describe('fingerprint words', () => {
  test('are 256, two characters each, and no two sound alike', () => {
    expect(fingerprintWordList).toHaveLength(256)
    expect(fingerprintWordList.filter(({ word }) => !/^\p{Script=Han}{2}$/u.test(word))).toEqual([])
    expect(new Set(fingerprintWordList.map(({ word }) => word)).size).toBe(256)
    expect(new Set(fingerprintWordList.map(({ reading }) => heard(reading))).size).toBe(256)
  })

  test('carry the reading that the collation of the system gives them, as far as it can tell', () => {
    const wrong = fingerprintWordList.filter(({ word, reading }) => !pinyinInitials(word).startsWith(reading[0] ?? '?'))
    expect(wrong).toEqual([])
  })

  test('stand for the first eight bytes, whichever those are', () => {
    fc.assert(
      fc.property(fingerprint, fingerprint, (one, other) => {
        expect(fingerprintWords(one)).toHaveLength(8)
        expect(fingerprintWords(one).every((word) => word.length === 2)).toBe(true)
        expect(shownFingerprintWords(one) === shownFingerprintWords(other)).toBe(one.slice(0, 16) === other.slice(0, 16))
      }),
    )
  })

  test('are recognised however they are typed, and no other words are', () => {
    fc.assert(
      fc.property(fingerprint, fc.constantFrom('', ' ', '、', '，', '\n', '-'), fc.nat(7), fc.nat(255), (one, between, at, word) => {
        const words = [...fingerprintWords(one)]
        expect(isFingerprintSaid(words.join(between), one)).toBe(true)
        const other = fingerprintWordList[word]?.word ?? ''
        const isOther = other !== words[at]
        words[at] = other
        expect(isFingerprintSaid(words.join(between), one)).toBe(!isOther)
      }),
    )
    expect(isFingerprintSaid('', 'ab'.repeat(32))).toBe(false)
  })
})
