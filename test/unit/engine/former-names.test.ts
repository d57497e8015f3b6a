import { expect, test } from 'vitest'
import { replacedNames } from '../../../electron/engine/services/former-names.ts'
import { formerNamesText } from '../../../shared/text/former-names.ts'

const former = { preparer: new Set(['甲', '丁']), preparerPhone: new Set(['1']), auditor: new Set(['乙']), leader: new Set(['丙']) }
const people = { preparer: '子', preparerPhone: '9', auditor: '丑', leader: '寅' }
const names = { preparer: '甲', preparerPhone: '1', auditor: '乙', leader: '丙' }
const replaced = (head: Partial<typeof names>, signed: readonly ('preparer' | 'auditor' | 'leader')[] = [], now = people) =>
  replacedNames({ names: { ...names, ...head }, signed: new Set(signed) }, now, former)

test.each([
  ['all of them', replaced({}), people],
  ['none that nobody follows', replaced({}, [], { ...people, auditor: '' }), { preparer: '子', preparerPhone: '9', leader: '寅' }],
  ['no deputy', replaced({ auditor: '代审人' }), { preparer: '子', preparerPhone: '9', leader: '寅' }],
  ['no blank', replaced({ preparer: '', auditor: '' }), { leader: '寅' }],
  ['no telephone of somebody else', replaced({ preparerPhone: '2' }), { preparer: '子', auditor: '丑', leader: '寅' }],
  ['no telephone alone', replaced({ preparer: '子', auditor: '丑', leader: '寅' }), undefined],
  ['nobody who came back', replaced({ preparer: '子', auditor: '丑' }, [], { ...people, leader: '丙' }), undefined],
  ['nothing where all who left have signed', replaced({ leader: '寅' }, ['preparer', 'auditor']), undefined],
  ['those who signed, where another name voids it', replaced({}, ['preparer', 'auditor']), people],
])('replaces %s', (_name, told, expected) => {
  expect(told).toEqual(expected)
})

test('the offer says how many forms of which months, who takes whose place and what it costs', () => {
  const form = (period: string, voids = 0) => ({
    period,
    names: [{ role: 'auditor' as const, before: '莫海燕', after: '黄丽' }],
    voids,
  })
  expect(formerNamesText.offer([form('2020-05'), form('2020-05'), form('2020-06')])).toBe(
    '还有 3 张没有封存的表（2020年5月、2020年6月）表头上是以前的姓名，可以一次换好：审核人莫海燕换成黄丽。',
  )
  expect(formerNamesText.offer([form('2020-05', 2)])).toContain('其中 1 张已有人签字，换后签字作废')
  const months = Array.from({ length: 9 }, (_, at) => form(`2020-0${at + 1}`))
  expect(formerNamesText.offer(months)).toContain('2020年6月等 9 个月）')
})
