import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { handbookHtml } from '../../../electron/engine/packs/handbook-html.ts'
import { handbookWorkbook } from '../../../electron/engine/packs/handbook-workbook.ts'
import { libraryFolder, loadPack, packIds, readPackFiles } from '../../../electron/engine/packs/load-pack.ts'
import { sourcePacksFolder } from '../../../electron/engine/packs/packs.ts'
import { packHandbook } from '../../../shared/forms/pack-handbook.ts'
import { formB, loadMini, rulesYaml, ruleYaml } from '../rules/mini-pack.ts'

const evil = `<script>alert("1")</script> & 'x'`
const rules = rulesYaml(ruleYaml('R-A-01', "forms: [A]\nexpr: 'row.a <= plan.limit'\nmessage: '{name} 的甲数 {a} 超过 {plan.limit}'"))
const loaded = loadMini({ 'rules/r.yaml': rules, 'forms/B.yaml': formB.replace('label: 数额', `label: '${evil.replaceAll("'", "''")}'`) })
if (!loaded.ok) throw new Error(loaded.problems[0]?.message)
const handbook = packHandbook(loaded.value.pack, [{ name: '试验', title: '试验用的文件' }])
const page = handbookHtml(handbook)

describe('a handbook', () => {
  it('has a chapter for each form and each kind of thing', () => {
    expect(handbook.chapters.map(({ name }) => name)).toEqual(['方案', '填报单位', 'A', 'B', '代码表', '规则', '方案里的数', '依据'])
  })
  it('says rules with the names of fields and the numbers of the plan', () => {
    expect(page).toContain('〔名称〕 的甲数 〔甲数〕 超过 20')
    expect(page).toContain('上限：20')
  })
  it('says conditions and formulas with the names of fields', () => {
    expect(page).toContain('自动计算：甲数 + 乙数')
    expect(page).toContain('满足条件时必填：是否启用')
  })
  it('holds nothing that runs or is fetched, whatever the pack says', () => {
    expect(page).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;')
    expect(page).not.toMatch(/<script|<img|<link|<iframe|javascript:|https?:|url\(|@import| on\w+=/i)
    expect(page).toContain("default-src 'none'")
  })
  it('is the same each time, as a workbook too', async () => {
    expect(handbookHtml(packHandbook(loaded.value.pack, [{ name: '试验', title: '试验用的文件' }]))).toBe(page)
    expect(await handbookWorkbook(handbook)).toEqual(await handbookWorkbook(handbook))
  })
})

describe.each(packIds(sourcePacksFolder()))('the handbook of %s', (id) => {
  const folder = sourcePacksFolder()
  const result = loadPack(id, readPackFiles(join(folder, id)), readPackFiles(join(folder, libraryFolder)))
  if (!result.ok) throw new Error(result.problems[0]?.message)
  const { pack, sources } = result.value
  const text = handbookHtml(packHandbook(pack, sources))
  it('leaves out no form, rule, field, target or unit', () => {
    const has = (part: string): boolean =>
      text.includes(part.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'))
    expect(pack.rules.filter((rule) => !has(rule.id)).map((rule) => rule.id)).toEqual([])
    expect(pack.indicators.filter((indicator) => !has(indicator.title)).map((indicator) => indicator.title)).toEqual([])
    expect(pack.manifest.units.filter((unit) => !has(unit.name)).map((unit) => unit.name)).toEqual([])
    for (const form of pack.forms.values()) expect(form.fields.filter((field) => !has(field.label)).map((field) => field.label)).toEqual([])
  })
  it('shows no raw place for a value', () => expect(text).not.toMatch(/undefined|\[object|\{[a-z]\w*\}/))
})
