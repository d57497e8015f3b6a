import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, dateOfSerial, daysBetween, isDate, weekday } from '../../../shared/model/dates.ts'
import { naturalKey } from '../../../shared/model/natural-key.ts'
import { monthEnd, monthsBetween, nextPeriod, periodsBetween, previousPeriod, shiftPeriod } from '../../../shared/model/period.ts'
import { pinyinInitials } from '../../../shared/model/pinyin.ts'
import { sha256 } from '../../../shared/model/sha256.ts'
import { isOrgCodeValid, isUsccShaped, isUsccValid, orgCodeOfUscc, usccCheckCharacter } from '../../../shared/model/uscc.ts'

describe('dates and periods', () => {
  it('know leap years and month ends', () => {
    expect(['2020-02', '2021-02', '1900-02', '2000-02', '2020-04', '2020-12'].map(monthEnd)).toEqual([
      '2020-02-29',
      '2021-02-28',
      '1900-02-28',
      '2000-02-29',
      '2020-04-30',
      '2020-12-31',
    ])
    expect([isDate('2020-02-29'), isDate('2021-02-29'), isDate('2020-2-9')]).toEqual([true, false, false])
  })

  it('step over the end of a year', () => {
    expect([nextPeriod('2020-12'), previousPeriod('2021-01'), shiftPeriod('2020-05', -17)]).toEqual(['2021-01', '2020-12', '2018-12'])
    expect(periodsBetween('2020-11', '2021-02')).toEqual(['2020-11', '2020-12', '2021-01', '2021-02'])
    expect(periodsBetween('2021-02', '2020-11')).toEqual([])
  })

  it('go there and back', () => {
    const date = fc
      .date({ min: new Date('1901-01-01'), max: new Date('2190-01-01'), noInvalidDate: true })
      .map((value) => value.toISOString().slice(0, 10))
    fc.assert(
      fc.property(date, fc.integer({ min: -3000, max: 3000 }), (start, days) => {
        expect(daysBetween(start, addDays(start, days))).toBe(days)
        expect(weekday(start)).toBe(new Date(`${start}T00:00:00Z`).getUTCDay())
      }),
    )
    expect(monthsBetween('2020-05', shiftPeriod('2020-05', 40))).toBe(40)
    expect(dateOfSerial(43982)).toBe('2020-05-31')
  })
})

describe('credit codes', () => {
  const real = ['9144030071526726XG', '91110000802100433B', '91330100799655058B', '914403001922038216']
  it('accept real codes and the organisation codes in them', () => {
    expect(real.map(isUsccValid)).toEqual([true, true, true, true])
    expect(real.map((code) => isOrgCodeValid(orgCodeOfUscc(code)))).toEqual([true, true, true, true])
    expect(isUsccValid('91350100M000100Y43')).toBe(true)
  })
  it('refuse a code with one wrong character', () => {
    for (const code of real) {
      for (let at = 0; at < 18; at += 1) {
        const wrong = code.slice(0, at) + (code[at] === '1' ? '2' : '1') + code.slice(at + 1)
        expect(isUsccValid(wrong)).toBe(false)
      }
    }
    expect([isUsccShaped('91350100M000100Y4Z'), isUsccShaped('123'), usccCheckCharacter('O')]).toEqual([false, false, undefined])
    expect([isOrgCodeValid('D2143569-X'), isOrgCodeValid('D21435690')]).toEqual([true, false])
  })
})

describe('SHA-256', () => {
  it('is the one Node has', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        expect(sha256(text)).toBe(createHash('sha256').update(text).digest('hex'))
      }),
      { numRuns: 300 },
    )
    for (const length of [0, 1, 55, 56, 63, 64, 65, 119, 120, 1000]) {
      expect(sha256('碳'.repeat(length))).toBe(createHash('sha256').update('碳'.repeat(length)).digest('hex'))
    }
  })
})

describe('names of rows', () => {
  it('join the key fields, and are empty while one is blank', () => {
    expect(naturalKey(['a', 'b'], { a: '1', b: '2', c: '3' })).toBe('1|2')
    expect([naturalKey(['a', 'b'], { a: '1' }), naturalKey(['a'], { a: '' }), naturalKey([], {})]).toEqual(['', '', ''])
  })
})

describe('initials', () => {
  it('are those people type', () => {
    expect(['钢铁', '柳州市', '煤改电', '空气源热泵', '运城', '鱼峰区', '莫', '马', '哦', '做'].map(pinyinInitials)).toEqual([
      'gt',
      'lzs',
      'mgd',
      'kqyrb',
      'yc',
      'yfq',
      'm',
      'm',
      'o',
      'z',
    ])
    expect(pinyinInitials('H01 热电（联产）')).toBe('h01rdlc')
  })
  it('is right from the first to the last syllable of each letter', () => {
    const readings = {
      ...{ a: '吖阿安奥', b: '八巴部布', c: '擦才错措', d: '搭达多舵', e: '额鹅儿二', f: '发法父富', g: '嘎该过锅', h: '哈海火获' },
      ...{ j: '几基军菌', k: '卡开扩阔', l: '拉来落洛', m: '妈马木牧', n: '拿那诺糯', o: '喔哦欧偶', p: '趴爬普瀑', q: '七其群裙' },
      ...{ r: '然日仍容荣融如入软瑞润若弱', s: '仨撒所锁', t: '他它她塔拓唾', w: '挖瓦务误', x: '夕西讯训', y: '丫压运韵', z: '匝杂左坐' },
    }
    expect(Object.fromEntries(Object.entries(readings).map(([letter, text]) => [letter, pinyinInitials(text)]))).toEqual(
      Object.fromEntries(Object.entries(readings).map(([letter, text]) => [letter, letter.repeat(text.length)])),
    )
    expect(['融安县', '融水苗族自治县', '热水'].map(pinyinInitials)).toEqual(['rax', 'rsmzzzx', 'rs'])
  })
})
