/** The README's month, line by line, on the workbooks that come with the program: nothing else may be needed. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import * as z from 'zod'
import { tanbao, tanbaoJson } from '../../helpers/command-line.ts'

const root = join(import.meta.dirname, '..', '..', '..')
const folder = mkdtempSync(join(tmpdir(), 'tanbao-readme-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const lines = (
  /## The month in twelve lines\n+```\n(?<block>[^`]*)```/u.exec(readFileSync(join(root, 'README.md'), 'utf8'))?.groups?.block ?? ''
)
  .split('\n')
  .filter((line) => line.startsWith('npx tanbao '))

/** The words of a line, with the folders of this test in place of the README's. */
const wordsOf = (line: string): string[] =>
  [...line.slice('npx tanbao '.length).matchAll(/"(?<quoted>[^"]*)"|(?<bare>\S+)/gu)]
    .map(({ groups }) => groups?.quoted ?? groups?.bare ?? '')
    .map((word) => (word.startsWith('resources/') ? join(root, word) : word))
    .map((word) => (['数据', '上报', '台账.xlsx'].includes(word) ? join(folder, word) : word))

const Findings = z.object({ findings: z.array(z.object({ id: z.string(), level: z.string() })) })

it('the README’s month ends with a package that is whole', async () => {
  expect(lines).toHaveLength(12)
  for (const [index, line] of lines.entries()) {
    const words = wordsOf(line)
    const [command] = words
    if (command === 'explain') {
      const { findings } = Findings.parse((await tanbaoJson('check', '--data', join(folder, '数据'), '--period', '2020-05')).json)
      const open = findings.filter(({ level }) => level !== '提示性')
      expect(open.map(({ level }) => level)).not.toContain('强制性')
      expect(open.length).toBeGreaterThan(0)
      for (const { id } of open) {
        const said = await tanbao(
          ...words.map((word) => (word === '编号' ? id : word === '具体原因……' ? '已到企业核实，材料留存备查' : word)),
        )
        expect([said.exit, said.stderr]).toEqual([0, ''])
      }
      continue
    }
    const files = words.flatMap((word) => {
      if (!word.endsWith('*.zip')) return [word]
      return readdirSync(join(folder, '上报')).map((name) => join(folder, '上报', name))
    })
    const { exit, stderr } = await tanbao(...files)
    // Only the check before anything is mended finds what blocks.
    const blocked = command === 'check' && index < lines.findIndex((each) => each.includes(' set '))
    expect([line, exit], stderr).toEqual([line, blocked ? 1 : 0])
  }
  // The program is started some twenty times.
})
