import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import { energyForm, indicatorForm } from '../../helpers/bureau-templates.ts'
import { tanbao, tanbaoJson } from '../../helpers/command-line.ts'
import { convertWithLibreOffice } from '../../helpers/soffice.ts'

const folder = mkdtempSync(join(tmpdir(), 'pack-form-'))
const at = (...parts: readonly string[]): string => join(folder, ...parts)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('a blank workbook becomes a form and its code lists, and no file is written over another', async () => {
  writeFileSync(at('空表.xlsx'), energyForm())
  const out = await tanbaoJson('pack', 'form-from-xlsx', at('空表.xlsx'), '--id', 'F20', '-o', at('plan', 'forms', 'F20.yaml'))
  expect(out).toMatchObject({
    exit: 0,
    json: {
      file: at('plan', 'forms', 'F20.yaml'),
      codes: at('plan', 'codes', 'F20.yaml'),
      sheet: '能源消费',
      id: 'F20',
      fields: 13,
      lists: 1,
    },
  })
  const text = readFileSync(at('plan', 'forms', 'F20.yaml'), 'utf8')
  expect(parse(text)).toMatchObject({ id: 'F20', number: 'NY-07' })
  expect(text.match(/# 请核对/g)?.length).toBeGreaterThan(5)
  expect(parse(readFileSync(at('plan', 'codes', 'F20.yaml'), 'utf8'))).toMatchObject({ lists: [{ items: ['钢铁', '建材', '化工及其他'] }] })

  const twice = await tanbao('pack', 'form-from-xlsx', at('空表.xlsx'), '-o', at('plan', 'forms', 'F20.yaml'))
  expect(twice.exit).toBe(2)
  expect(twice.stderr).toContain('没有覆盖')
  expect(readFileSync(at('plan', 'forms', 'F20.yaml'), 'utf8')).toBe(text)
})

test('an .xls says less, and gives a draft all the same', async () => {
  writeFileSync(at('a.xls'), await convertWithLibreOffice(indicatorForm(), 'a.xlsx', 'xls'))
  const out = await tanbao('pack', 'form-from-xlsx', at('a.xls'), '--id', 'GY', '-o', at('GY.yaml'))
  expect(out).toMatchObject({ exit: 0, stderr: '' })
  expect(parse(readFileSync(at('GY.yaml'), 'utf8'))).toMatchObject({
    title: '2025年工业经济主要指标',
    unitLine: '单位：万元',
    structure: { kind: 'fixed', extra: true },
    fields: [{ label: '指标名称' }, { label: '代码' }, { label: '本月止累计' }, { label: '同比增长', unit: '%' }, { label: '备注' }],
  })
  expect(existsSync(at('GY-codes.yaml'))).toBe(false)
})

test('what cannot be done is said, and no file is written', async () => {
  writeFileSync(at('b.xlsx'), energyForm())
  const refused = async (words: string, ...more: readonly string[]): Promise<void> => {
    const out = await tanbao('pack', 'form-from-xlsx', at('b.xlsx'), '-o', at('b.yaml'), ...more)
    expect(out.exit).toBe(2)
    expect(out.stderr).toContain(words)
    expect(existsSync(at('b.yaml'))).toBe(false)
  }
  await refused('没有工作表“别的”，只有：能源消费、选 项', '--sheet', '别的')
  await refused('例如 3-5', '--header-rows', '5-3')
  await refused('编号', '--id', '7')
})
