import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nameFault } from '../../../shared/submission/entry-name.ts'
import { cleanEvidenceName, evidencePath, isEvidenceName, isProgram, isProgramName } from '../../../shared/submission/evidence.ts'

test.each([
  ['缴费单 2020年5月.pdf', '缴费单 2020年5月.pdf'],
  ['C:\\Users\\me\\桌面\\铭牌.JPG', '铭牌.JPG'],
  ['../../etc/passwd', 'passwd'],
  ['a\u0000b\u202egpj.pdf', 'abgpj.pdf'],
  ['a:b*c?.pdf', 'a_b_c_.pdf'],
  ['con.pdf', '_con.pdf'],
  [`LPT1.${'长'.repeat(200)}`, `_LPT1.${'长'.repeat(94)}`],
  ['表.xlsx. . ', '表.xlsx'],
  ['关于...的通知.pdf', '关于...的通知.pdf'],
  ['No .1 照片.jpg', 'No .1 照片.jpg'],
  [`${'长'.repeat(95)} .xlsx一二三四五`, `${'长'.repeat(95)}.xls`],
  ['  .hidden', 'hidden'],
  ['cafe\u0301.png', 'caf\u00e9.png'],
  ['cafe\u200b\u0301.png', 'caf\u00e9.png'],
  [`${'长'.repeat(99)}.1234567e\u200b\u0301`, `${'长'.repeat(91)}.1234567\u00e9`],
  ['', ''],
  ['...', ''],
  [`${'长'.repeat(300)}.docx`, `${'长'.repeat(95)}.docx`],
  [`长${'𠮷'.repeat(300)}.docx`, `长${'𠮷'.repeat(47)}.docx`],
  [`${'长'.repeat(99)}.${'尾'.repeat(20)}`, '长'.repeat(99)],
])('%j is kept as %j', (given, wanted) => {
  expect(cleanEvidenceName(given)).toBe(wanted)
})

test('whatever name comes, what is kept may stand in a package on any system, and is cleaned already', () => {
  const part = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.constantFrom('/', '\\', '..', 'con', '.', ' ', '\u202e', '𠮷', '.pdf', 'LPT1'),
  )
  fc.assert(
    fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
      const name = cleanEvidenceName(parts.join(''))
      expect(name === '' || nameFault(name) === undefined).toBe(true)
      expect(cleanEvidenceName(name)).toBe(name)
      expect(name).not.toMatch(/[/\\]/)
    }),
    { numRuns: 3000 },
  )
})

test('programs are known by their ending or by how they begin; documents are none', () => {
  const bytes = (...values: number[]) => new Uint8Array(values)
  for (const name of ['a.exe', '照片.jpg.exe', '照片.PDF.Scr', 'x.lnk', 'x.js', 'x.hta', 'x.vhd'])
    expect([name, isProgramName(name)]).toEqual([name, true])
  for (const name of ['a.pdf', 'a.jpg', 'a.xlsm', 'a.zip', 'exe', '附件', 'a.ofd'])
    expect([name, isProgramName(name)]).toEqual([name, false])
  expect([
    isProgram(bytes(0x4d, 0x5a, 0)),
    isProgram(bytes(0x7f, 0x45, 0x4c, 0x46)),
    isProgram(bytes(0x25, 0x50, 0x44, 0x46)),
    isProgram(bytes()),
  ]).toEqual([true, true, false, false])
  expect(['a.pdf', '铭牌', 'a.exe', ' a.pdf', 'a/b.pdf', ''].map(isEvidenceName)).toEqual([true, true, false, false, false, false])
})

test('the place in a package follows from the digest; of the name only a plain ending goes along', () => {
  const digest = 'a'.repeat(64)
  expect(
    ['铭牌.JPG', '铭牌', 'x.文件', '../x.p d f'].map((name) => evidencePath(digest, name).slice('data/attachments/'.length + 64)),
  ).toEqual(['.jpg', '', '', ''])
})
