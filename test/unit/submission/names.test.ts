import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { collisionKey, nameFault } from '../../../shared/submission/entry-name.ts'
import { packageFileName, parsePackageFileName } from '../../../shared/submission/file-name.ts'

describe('nameFault', () => {
  test.each([
    ['../evil.txt', 'traversal'],
    ['data/../../evil.txt', 'traversal'],
    ['data/./x', 'traversal'],
    ['/etc/passwd', 'absolute'],
    ['data\\evil.txt', 'backslash'],
    ['C:/evil.txt', 'drive'],
    ['data/x.txt:hidden', 'drive'],
    ['data/what?.txt', 'drive'],
    ['data/CON', 'device'],
    ['data/nul.txt', 'device'],
    ['data/Com1.xlsx', 'device'],
    ['data/LPT¹', 'device'],
    ['data/x\u0000.txt', 'control'],
    ['data/\u202Etxt.exe', 'control'],
    ['data/x.txt.', 'trailing'],
    ['data/x ', 'trailing'],
    ['data/', 'empty'],
    ['data//x', 'empty'],
    ['', 'empty'],
    ['data/e\u0301.txt', 'notNfc'],
    [`data/${'x'.repeat(121)}`, 'tooLong'],
    [`${'data/'.repeat(41)}x`, 'tooLong'],
  ])('%j is %s', (name, fault) => {
    expect(nameFault(name)).toBe(fault)
  })
  test.each([
    'bagit.txt',
    'data/submission.json',
    'data/workbook/F4_燃煤锅炉淘汰整治台账_2020-05.xlsx',
    'data/console.txt',
    'data/a..b',
    'data/.x',
  ])('%s is fine', (name) => {
    expect(nameFault(name)).toBeUndefined()
  })
  test('case, width and composition cannot make two files of one', () => {
    expect(new Set(['data/A.csv', 'data/a.csv', 'data/ａ.csv'].map(collisionKey)).size).toBe(1)
    expect(collisionKey('data/f1.csv')).not.toBe(collisionKey('data/f2.csv'))
  })
})

test('a file name gives back its parts, and nothing else is taken for one', () => {
  const id = fc.string({ unit: fc.constantFrom(...'0123456789ABCDEFGHJKMNPQRSTVWXYZ'), minLength: 26, maxLength: 26 })
  fc.assert(
    fc.property(id, fc.integer({ min: 1, max: 9999 }), (packageId, revision) => {
      const name = { unit: 'LZ-LDXQ', period: '2020-05', pack: 'liuzhou-2020', revision, packageId }
      const file = packageFileName(name, '0123456789abcdef'.repeat(4))
      expect(parsePackageFileName(file)).toEqual({ ...name, sha16: '0123456789abcdef' })
      expect([`x/${file}`, file.toUpperCase(), `${file}.exe`, file.replace('_r', '_r0')].map(parsePackageFileName)).toEqual([
        undefined,
        undefined,
        undefined,
        undefined,
      ])
    }),
  )
})
