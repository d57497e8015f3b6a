import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { tanbao, tanbaoJson } from '../../helpers/command-line.ts'
import { convertWithLibreOffice, pagesOfPdf } from '../../helpers/soffice.ts'

const folder = mkdtempSync(join(tmpdir(), 'pack-workbook-'))
const at = (...parts: readonly string[]): string => join(folder, ...parts)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('packs written in Excel, from the command line', () => {
  test('a pack becomes a workbook, and the workbook the same pack', async () => {
    // The five packs go this way in the unit tests; here it is the command that is tried, on a small one.
    expect((await tanbao('pack', 'to-xlsx', '--blank', '-o', at('blank.xlsx'))).exit).toBe(0)
    const made = await tanbaoJson('pack', 'from-xlsx', at('blank.xlsx'), '-o', at('my-plan'))
    expect(made).toMatchObject({ exit: 0, json: { folder: at('my-plan'), problems: [] } })
    const out = await tanbaoJson('pack', 'to-xlsx', at('my-plan'), '-o', at('a.xlsx'))
    expect(out).toMatchObject({ exit: 0, json: { file: at('a.xlsx'), sheets: 22 } })
    const back = await tanbaoJson('pack', 'from-xlsx', at('a.xlsx'), '-o', at('zero', 'my-plan'))
    expect((back.json as { digest: string }).digest).toBe((made.json as { digest: string }).digest) // what --json promises
    expect(readFileSync(at('zero', 'my-plan', 'pack.yaml'), 'utf8')).toMatch(/^standalone: true$/m)
    expect((await tanbao('pack', 'test', at('zero', 'my-plan'))).exit).toBe(0)
    // What is there already is not written over.
    const twice = await tanbao('pack', 'from-xlsx', at('a.xlsx'), '-o', at('my-plan'))
    expect(twice.exit).toBe(2)
    expect(twice.stderr).toContain('已有内容')
    expect((await tanbao('pack', 'from-xlsx', at('a.xlsx'), '-o', at('other'))).stderr).toContain('my-plan')
  })

  test('saved by LibreOffice it is still the same pack, and its lists are offered', async () => {
    const own = await tanbaoJson('pack', 'from-xlsx', at('blank.xlsx'), '-o', at('one', 'my-plan'))
    const saved = await convertWithLibreOffice(readFileSync(at('blank.xlsx')), 'blank.xlsx', 'ods')
    writeFileSync(at('saved.ods'), saved)
    const again = await tanbaoJson('pack', 'from-xlsx', at('saved.ods'), '-o', at('two', 'my-plan'))
    expect(again).toMatchObject({ exit: 0, json: { problems: [] } })
    expect((again.json as { digest: string }).digest).toBe((own.json as { digest: string }).digest) // what --json promises
    const pages = await pagesOfPdf(await convertWithLibreOffice(readFileSync(at('blank.xlsx')), 'blank.xlsx', 'pdf'))
    expect(pages.join('\n')).toMatch(/栏目名称/)
    expect(pages.join('\n')).not.toMatch(/#REF|#NAME|Err:/)
  })

  test('a wrong workbook gives no pack but a marked copy', async () => {
    const text = await convertWithLibreOffice(readFileSync(at('blank.xlsx')), 'blank.xlsx', 'fods')
    writeFileSync(at('wrong.fods'), text)
    const wrong = text
      .toString('utf8')
      .replace('本月用量</text:p>', '</text:p>')
      .replaceAll('<text:p>越小越好</text:p>', '<text:p>小</text:p>')
    const bytes = await convertWithLibreOffice(Buffer.from(wrong), 'wrong.fods', 'xlsx')
    writeFileSync(at('wrong.xlsx'), bytes)
    const out = await tanbao('pack', 'from-xlsx', at('wrong.xlsx'), '-o', at('three', 'my-plan'), '--mark', at('marked.xlsx'))
    expect(out.exit).toBe(1)
    expect(out.stdout).toContain('没有写出方案包')
    expect(out.stdout).toMatch(/字段!C7 {2}这一格必须填/)
    expect(out.stdout).toMatch(/指标![A-Z]+4 {2}这里只能填：越大越好、越小越好/)
    expect(existsSync(at('three', 'my-plan'))).toBe(false)
    const pages = await pagesOfPdf(await convertWithLibreOffice(readFileSync(at('marked.xlsx')), 'marked.xlsx', 'pdf'))
    expect(pages[0]).toMatch(/共 2 处要改/)
  })

  test('what is no workbook, or none of a pack, is refused with a reason', async () => {
    writeFileSync(at('random.xlsx'), Buffer.from(Array.from({ length: 4000 }, (_, index) => (index * 7919) % 251)))
    writeFileSync(at('other.csv'), '甲,乙\n1,2\n')
    for (const name of ['random.xlsx', 'other.csv']) {
      const { exit, json } = await tanbaoJson('pack', 'from-xlsx', at(name), '-o', at('none', 'x'))
      expect(exit).toBe(2)
      expect(json).toMatchObject({ refused: true, code: expect.stringMatching(/^WORKBOOK_/) })
    }
    expect((await tanbao('pack', 'to-xlsx', '-o', at('x.xlsx'))).stderr).toContain('--blank')
  })
})
