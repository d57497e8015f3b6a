import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { partsOf, readManual, searchKeys, searchManual } from '../../../renderer/features/help/manual.ts'
import { helpText } from '../../../shared/text/ui-help.ts'

const source = readFileSync(join(import.meta.dirname, '..', '..', '..', 'docs', '使用手册.md'), 'utf8')
const sections = readManual(source)

describe('a manual taken apart', () => {
  test('headings, text, lists, tables and commands', () => {
    const [, part] = readManual(
      '# 手册\n\n## 一\n前半\n后半\n\n1. 先\n2. 再\n   接着\n\n| 键 | 用 |\n|---|---|\n| F1 | 帮助 |\n\n```\n# 不是标题\n```\n',
    )
    expect(part).toEqual({
      number: 1,
      depth: 2,
      title: '一',
      blocks: [
        { kind: 'text', text: '前半后半' },
        { kind: 'list', ordered: true, items: ['先', '再接着'] },
        { kind: 'table', head: ['键', '用'], rows: [['F1', '帮助']] },
        { kind: 'code', text: '# 不是标题' },
      ],
    })
  })
  test('bold words and keys', () => {
    expect(partsOf('按 **F8** 或 `tanbao`')).toEqual([
      { kind: 'plain', text: '按 ' },
      { kind: 'bold', text: 'F8' },
      { kind: 'plain', text: ' 或 ' },
      { kind: 'key', text: 'tanbao' },
    ])
  })
})

test('our own manual leaves no sign of its writing', () => {
  expect(sections.length).toBeGreaterThan(8)
  const shown = JSON.stringify(sections.map(({ title, blocks }) => [title, blocks]))
  expect(shown).not.toMatch(/\|---|^#/m)
})
test('every word has to be there, and a title counts most', () => {
  expect(searchManual(sections, '备份')[0]?.title).toContain('备份')
  expect(searchManual(sections, '备份 不存在的词')).toEqual([])
  expect(searchManual(sections, ' ')).toEqual(sections)
})
test('a clerk asks as she speaks: questions, other names, full-width letters, a blank more or less', () => {
  const first = (text: string) => searchManual(sections, text)[0]?.title
  const titles = (text: string) => searchManual(sections, text).map(({ title }) => title)
  expect(titles('单位换算')).toEqual(titles('单位 换算'))
  expect(titles('单位换算').length).toBeGreaterThan(0)
  expect([first('如何打印？'), first('忘记密码'), first('离职')]).toEqual(['打印', '要审核人、负责人签字的单位', '换人交接'])
  expect(titles('u盘')).toContain('八、备份与意外')
  expect(titles('怎么导入excel')).toEqual(titles('导入 Excel'))
  expect(titles('ＷＰＳ')).toEqual(titles('WPS'))
  expect(titles('自检')).toEqual(titles('体检'))
  expect([titles('WPS').length, titles('导入 Excel').length, titles('体检').length]).not.toContain(0)
  expect(searchKeys(helpText.groups, '快捷键')).toEqual(helpText.groups)
})
test('a word written in another way is the same word, within others too', () => {
  const titles = (text: string) => searchManual(sections, text).map(({ title }) => title)
  expect(titles('撤销').length).toBeGreaterThan(0)
  expect([titles('撤消'), titles('怎么撤消导入')]).toEqual([titles('撤销'), titles('怎么撤销导入')])
  expect(searchKeys(helpText.groups, '撤消')).toEqual(searchKeys(helpText.groups, '撤销'))
  expect(titles('台帐')).toEqual(titles('台账'))
})
test('every other name leads to something', () => {
  const lost = helpText.alsoCalled.filter(([called = '']) => searchManual(sections, called).length === 0)
  expect(lost).toEqual([])
})
test('every screen has its section', () => {
  const homeless = Object.values(helpText.places).filter((words) => !sections.some(({ title }) => title.includes(words)))
  expect(homeless).toEqual([])
  const screens = [
    'month',
    'report',
    'import',
    'import-book',
    'review',
    'print',
    'past',
    'log',
    'submit',
    'plan',
    'progress',
    'calendar',
    'settings',
    'inbox',
    'package',
    'sums',
  ]
  expect(Object.keys(helpText.places).toSorted()).toEqual(screens.toSorted())
})
