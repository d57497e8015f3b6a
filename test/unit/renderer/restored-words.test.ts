import { expect, test } from 'vitest'
import { settingsText } from '../../../shared/text/ui-settings.ts'

const when = '2020-06-03 10:00:00'

test('what a restore replaced is named by the clock here and by the list, not by its file', () => {
  const said = settingsText.restored({ id: 'tanbao-20200603T020000000Z-restore.db', reason: 'restore' }, when)
  expect(said).toContain(`${when}、来由写着“恢复前”`)
  expect(said).not.toMatch(/T020000|\.db/)
})

test('a database that could not be read goes by its file, and where there was nothing nothing is promised', () => {
  const file = 'store.damaged-2020-06-03T02-00-00-000Z.db'
  expect(settingsText.restored({ id: file, reason: 'restore' }, when)).toContain(`“${file}”`)
  expect(settingsText.restored({ id: '', reason: 'restore' }, when)).toBe('已恢复。这里原来没有数据。')
})

test('a backup that is saved is proposed under a name that every system can store', () => {
  expect(settingsText.backupFile(when)).toBe('碳报备份 2020-06-03 100000.db')
})
