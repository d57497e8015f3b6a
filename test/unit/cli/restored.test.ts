import { expect, test } from 'vitest'
import { cliText } from '../../../shared/text/cli.ts'

test('a restore into an empty folder names no backup of what was there', () => {
  expect(cliText.restored('', '2020-06-03 10:00:00')).toBe('已恢复。这个文件夹里原来没有数据。')
  expect(cliText.restored('a.db', '2020-06-03 10:00:00')).toBe(
    '已恢复。恢复前的数据留着一份（本机时间 2020-06-03 10:00:00），文件名是 a.db。',
  )
})
