import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Decimal, decimalText } from '../../../shared/model/decimal.ts'
import { isUsable, readValue, showValue, type ValueCodes, type ValueField, type ValueType } from '../../../shared/model/value.ts'

const read = (type: ValueType, text: string, extra: Partial<ValueField> = {}): string | null | 'refused' => {
  const result = readValue({ type, ...extra }, text)
  return result.ok ? result.value : 'refused'
}
const codes: ValueCodes = {
  items: [
    { code: '01', label: '原煤', synonyms: ['煤', '散煤'] },
    { code: '12', label: '天然气', synonyms: ['LNG'] },
    { code: '在用', label: '在用', synonyms: ['使用中'] },
    { code: '已淘汰（销号）', label: '已淘汰（销号）', synonyms: [] },
  ],
}
const towns: ValueCodes = {
  items: [
    { code: '450222100', label: '大埔镇', parent: '450222', synonyms: [] },
    { code: '450223100', label: '城关镇', parent: '450223', synonyms: [] },
    { code: '450224100', label: '城关镇', parent: '450224', synonyms: [] },
  ],
}

describe('reading numbers', () => {
  it.each([
    ['12', '12'],
    [' 1２.５0 ', '12.5'],
    ['1,234,567.80', '1234567.8'],
    ['1，234', '1234'],
    ['1 234', '1234'],
    ['－3.10', '-3.1'],
    ['−0.0', '0'],
    ['+7', '7'],
    ['.5', '0.5'],
    ['5.', '5'],
    ['1.2E+3', '1200'],
    ['1e-3', '0.001'],
    ['1.10010000', '1.1001'],
    ['0.30000000000000004', '0.30000000000000004'],
    ['12345678901234567890', '12345678901234567890'],
  ])('reads %j as %s', (text, value) => expect(read('decimal', text)).toBe(value))

  it.each([
    '12,34',
    '1,23,456',
    '一二',
    '12-13',
    '/',
    '—',
    '约12',
    '1.2.3',
    '--1',
    '0x10',
    '1e400',
    '12万',
    '１２，３',
    '(12)',
    '#DIV/0!',
    '1'.repeat(25),
  ])('does not guess %j', (text) => expect(read('decimal', text)).toBe('refused'))

  it('reads digits as reckoning would, however many zeros stand around them', () => {
    const digits = fc.string({ unit: fc.constantFrom(...'0001259'), maxLength: 20 })
    fc.assert(
      fc.property(
        fc.constantFrom('', '-', '+'),
        digits,
        digits,
        fc.constantFrom('', 'e0', 'E+2', 'e-3'),
        (sign, whole, fraction, power) => {
          fc.pre(whole !== '' || fraction !== '')
          const reckoned = decimalText(new Decimal(`${sign.replace('+', '')}${whole === '' ? '0' : whole}.${fraction}0${power}`))
          expect(read('decimal', `${sign}${whole}${fraction === '' ? '' : `.${fraction}`}${power}`)).toBe(reckoned)
        },
      ),
    )
  })

  it('takes the unit of the field and no other', () => {
    expect(read('decimal', '12 吨', { unit: '吨' })).toBe('12')
    expect(read('decimal', '12万吨', { unit: '吨' })).toBe('refused')
    expect(read('decimal', '12千克', { unit: '吨' })).toBe('refused')
    expect(read('money', '￥1,200.50')).toBe('1200.5')
    expect(read('decimal', '￥1,200.50')).toBe('refused')
  })

  it('keeps percentages as 0–100', () => {
    expect(read('percent', '85％')).toBe('85')
    expect(read('percent', '0.85')).toBe('0.85')
    expect(read('decimal', '85%')).toBe('refused')
  })

  it('takes whole numbers only for integers', () => {
    expect(read('integer', '3.00')).toBe('3')
    expect(read('integer', '3.5')).toBe('refused')
  })
})

describe('reading dates', () => {
  it.each([
    ['20200531', '2020-05-31'],
    ['2020-5-31', '2020-05-31'],
    ['2020/05/31', '2020-05-31'],
    ['2020.5.31', '2020-05-31'],
    ['2020年5月31日', '2020-05-31'],
    ['２０２０－０５－３１', '2020-05-31'],
    ['2020-05-31 00:00:00', '2020-05-31'],
    ['2020-05-31T00:00:00.000Z', '2020-05-31'],
    ['43982', '2020-05-31'],
    ['2020-02-29', '2020-02-29'],
  ])('reads %j as %s', (text, value) => expect(read('date', text)).toBe(value))

  it.each([
    '2021-02-29',
    '2020-13-01',
    '2020-04-31',
    '20-5-31',
    '5/31/2020',
    '2020-5',
    '2020-5/31',
    '待定',
    '12345',
    '1899-12-31',
    '2020.5',
  ])('does not guess %j', (text) => expect(read('date', text)).toBe('refused'))

  it.each([
    ['2020-5', '2020-05'],
    ['2020年5月', '2020-05'],
    ['202005', '2020-05'],
    ['2020.10', '2020-10'],
    ['2020-05-01', '2020-05'],
  ])('reads the month %j as %s', (text, value) => expect(read('month', text)).toBe(value))

  it.each(['2020.1', '2020-05-31', '2020-13', '5月'])('does not guess the month %j', (text) => expect(read('month', text)).toBe('refused'))
})

describe('reading other values', () => {
  it.each([
    ['是', '是'],
    ['√', '是'],
    ['有', '是'],
    ['Ｙ', '是'],
    ['否', '否'],
    ['无', '否'],
    ['×', '否'],
  ])('reads yes and no: %j is %s', (text, value) => expect(read('yesNo', text)).toBe(value))
  it('does not guess yes and no', () => expect(read('yesNo', '不详')).toBe('refused'))

  it('reads a code by code, label, synonym, or both together', () => {
    const readCode = (text: string) => readValue({ type: 'code' }, text, codes)
    for (const text of ['01', '原煤', '散煤', '01 原煤', '原煤(01)', '０１']) expect(readCode(text)).toEqual({ ok: true, value: '01' })
    expect(readCode('已淘汰(销号)')).toEqual({ ok: true, value: '已淘汰（销号）' })
    expect(readCode('石油')).toEqual({ ok: false })
  })

  it('reads a label that occurs under several parents only with the parent', () => {
    expect(readValue({ type: 'town' }, '大埔镇', towns)).toEqual({ ok: true, value: '450222100' })
    expect(readValue({ type: 'town' }, '城关镇', towns)).toEqual({ ok: false })
    expect(readValue({ type: 'town' }, '城关镇', towns, '450224')).toEqual({ ok: true, value: '450224100' })
    expect(showValue({ type: 'town' }, '450224100', towns)).toBe('450224100 城关镇')
  })

  it('keeps blank, zero and no apart', () => {
    for (const type of ['text', 'decimal', 'date', 'yesNo', 'code', 'uscc'] as const)
      for (const text of ['', ' ', '\u3000\u200b', '\n']) expect(read(type, text)).toBeNull()
    expect(read('decimal', '0')).toBe('0')
    expect(read('yesNo', '0')).toBe('否')
  })

  it('cleans texts without changing words', () => {
    expect(read('text', '  第１号\r\n锅炉\u0007 ')).toBe('第１号\n锅炉')
    expect(read('uscc', ' 91450222ma5k xyz12-3 ')).toBe('91450222MA5KXYZ123')
    expect(read('uscc', 'w-\u0301')).toBe('\u1e82')
    expect(read('uscc', 'a-\u200b-')).toBe('A')
    for (const dash of ['-', '－ －', '--', '—', '–', '\u2212', '-\u200b-'])
      expect(readValue({ type: 'uscc' }, dash)).toEqual({ ok: false })
  })
})

describe('what was read', () => {
  const types: ValueType[] = [
    'text',
    'longText',
    'integer',
    'decimal',
    'percent',
    'money',
    'date',
    'month',
    'yesNo',
    'code',
    'uscc',
    'attachment',
  ]
  const anyText = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: 'binary' }),
    fc.double({ noNaN: true }).map(String),
    fc
      .date({ min: new Date('1900-01-02'), max: new Date('2199-12-30'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10)),
    fc.integer({ min: -1e9, max: 1e9 }).map((number) => number.toLocaleString('en-US')),
    fc.constantFrom('是', '无', '01', '原煤', '2020年5月', '12.50%', '天然气(12)'),
  )

  it('is shown in a way that reads back as the same, and is canonical', () => {
    fc.assert(
      fc.property(fc.constantFrom(...types), anyText, (type, text) => {
        const list = type === 'code' ? codes : undefined
        const first = readValue({ type }, text, list)
        if (!first.ok || first.value === null) return
        expect(isUsable(type, first.value, list)).toBe(true)
        expect(readValue({ type }, first.value, list)).toEqual(first)
        expect(readValue({ type }, showValue({ type }, first.value, list), list)).toEqual(first)
      }),
      { numRuns: 3000 },
    )
  })

  it('shows every code of a list so that it reads back, however labels clash', () => {
    const word = fc.constantFrom('煤', '煤1', '1', '11', '1煤', 'a', 'A', '（煤）', ' ')
    const item = fc.record({
      code: fc.constantFrom('1', '11', 'a', '煤', '2', '02'),
      label: word,
      synonyms: fc.array(word, { maxLength: 2 }),
    })
    fc.assert(
      fc.property(fc.uniqueArray(item, { selector: ({ code }) => code, minLength: 1 }), (items) => {
        const list: ValueCodes = { items }
        for (const { code } of items)
          expect(readValue({ type: 'code' }, showValue({ type: 'code' }, code, list), list)).toEqual({ ok: true, value: code })
      }),
    )
  })

  it('is not usable when it could not be read', () => {
    expect([isUsable('decimal', '约12'), isUsable('date', '待定'), isUsable('code', '石油', codes), isUsable('integer', '1.5')]).toEqual([
      false,
      false,
      false,
      false,
    ])
  })
})

it('raised and circled digits are not digits of the number', () => {
  const read = (text: string, unit?: string) => readValue({ type: 'decimal', unit }, text)
  expect([read('10²'), read('①'), read('10m³', 'm³')]).toEqual([{ ok: false }, { ok: false }, { ok: true, value: '10' }])
})
