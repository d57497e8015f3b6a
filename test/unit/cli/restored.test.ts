import { expect, test } from 'vitest'
import { cliText } from '../../../shared/text/cli.ts'

test('a restore into an empty folder names no backup of what was there', () => {
  expect(cliText.restored('')).toBe('已恢复。这个文件夹里原来没有数据。')
  expect(cliText.restored('a.db')).toBe('已恢复。恢复前的数据另存为备份 a.db。')
})
