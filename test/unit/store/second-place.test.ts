/** Where second backups may lie, and what a refusal of the system means. */
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { FolderFault, faultOf, liesIn, placeName } from '../../../electron/engine/store/second-place.ts'
import { backupFolderFaults } from '../../../shared/model/backup-fault.ts'
import { backupFolderText } from '../../../shared/text/backup-folder.ts'
import { errorSentence } from '../../../shared/text/errors.ts'

test('a folder lies in itself and in those above it, not in one whose name only begins alike', () => {
  const data = join('/', 'home', 'data')
  expect([data, join(data, 'backups'), join(data, '..x')].map((inner) => liesIn(inner, data))).toEqual([true, true, true])
  expect([join('/', 'home'), join('/', 'home', 'data2'), join('/', 'mnt')].map((inner) => liesIn(inner, data))).toEqual([
    false,
    false,
    false,
  ])
})

test('the place is named for its unit, in signs that every drive takes, and a playground has one of its own', () => {
  expect(placeName({ unitName: '柳城县', demo: false }, '3f9a1c')).toBe('碳报备份-柳城县-3f9a1c')
  expect(placeName({ unitName: '柳城县', demo: true }, '3f9a1c')).toBe('碳报备份-柳城县（演示）-3f9a1c')
  expect(placeName({ unitName: '../a:b*\n<c>\\ d.', demo: false }, '1')).toBe('碳报备份-abcd-1')
  expect(placeName({ unitName: '县'.repeat(300), demo: false }, '1').length).toBeLessThan(60)
})

describe('what hinders', () => {
  test.each([
    ['ENOENT', 'away'],
    ['EIO', 'away'],
    ['ENOTDIR', 'notFolder'],
    ['ENOSPC', 'full'],
    ['EFBIG', 'full'],
    ['EROFS', 'forbidden'],
    ['EACCES', 'forbidden'],
    ['UNKNOWN', 'other'],
  ])('%s is told as %s', (code, fault) => {
    expect(faultOf(Object.assign(new Error(code), { code }))).toBe(fault)
  })
  test('each has words of its own, and a refusal says what to do', () => {
    expect(faultOf(new FolderFault('inside'))).toBe('inside')
    const said = backupFolderFaults.map((fault) => backupFolderText.standing({ state: 'failed', fault, copiedAt: null }))
    expect(new Set(said).size).toBe(backupFolderFaults.length)
    for (const sentence of said) expect(sentence).toMatch(/^第二份备份没有写成：.+；主备份完好/)
    const refusals = backupFolderFaults.map((reason) => errorSentence('BACKUP_FOLDER', { folder: 'E:\\x', reason }))
    for (const sentence of refusals) expect(sentence).toMatch(/“E:\\x”不能用来放第二份备份.*设置没有改动，请.+。$/)
  })
})
