/** What people wrote stays: under their own names, in our comments, on our sheet of results. */
import { describe, expect, test } from 'vitest'
import { knownNotes } from '../../../../electron/engine/excel/patcher/marks/known-notes.ts'
import { ourPassages, ourWords, wordsLeft } from '../../../../electron/engine/excel/patcher/marks/our-words.ts'
import { cellsOf, colourOf, commentsOf, mark, rebuilt, round, run, sheetPart, textOf, workbook } from '../../../helpers/marked-workbook.ts'
import { mapBook, relationships } from '../../../helpers/round-trip/book.ts'

type Parts = ReadonlyMap<string, Buffer>
const plain = () => workbook([['甲', 1]])
const commentsPart = (parts: Parts): string => relationships(parts, sheetPart).find(({ type }) => type === 'comments')?.target ?? ''
const resultPart = (parts: Parts, name = '审核结果'): string => mapBook(parts).sheets.get(name) ?? ''
type Marked = Awaited<ReturnType<typeof round>>
const reworded = ({ bytes, parts }: Marked, change: (text: string) => string, more: Parameters<typeof rebuilt>[1] = {}) =>
  rebuilt(bytes, { [commentsPart(parts)]: change, ...more })
/** Text of A1 in runs, written by this author. */
const said =
  (author: string, ...runs: readonly string[]) =>
  (text: string) =>
    text
      .replace(/<author>[^<]*</, `<author>${author}<`)
      .replace(/<text>.*?<\/text>/s, `<text>${runs.map((words) => `<r><t xml:space="preserve">${words}</t></r>`).join('')}</text>`)
/** Nothing of ours is left to know it by: as if the clerk had made sheet, comment and colour. */
const neverMarked = (marked: Marked, ...runs: readonly string[]) =>
  reworded(marked, said('张三', ...runs), {
    [resultPart(marked.parts)]: (text) => text.replace('怎么办', '办法'),
    'xl/workbook.xml': (text) => text.replace('审核结果', '别的表'),
  })

describe('comments of others', () => {
  test('keep paragraphs that look like ours, and the cell its colour, in a file that we never marked', async () => {
    const own = neverMarked(await round(plain(), mark('A1')), '张三:', '\n\n【说明】此数按合同计量', '\n\n【提示】勿改')
    const { parts } = await round(own, mark('B1', '乙错'))
    expect(commentsOf(parts)).toEqual({ A1: '张三:\n\n【说明】此数按合同计量\n\n【提示】勿改', B1: '【错误】乙错' })
    expect(colourOf(parts, 'A1')).toBe('FFFFC7CB')
    // And so when the cell itself is marked.
    expect(commentsOf((await round(own, mark('A1', '甲错'))).parts).A1).toBe(
      '张三:\n\n【说明】此数按合同计量\n\n【提示】勿改\n\n【错误】甲错',
    )
  })

  test('lose only what is known where a sheet of results is left, and only our levels where none is', async () => {
    const first = await round(plain(), mark('A1', '甲错'), mark('B1', '乙错'))
    const below = ['张三:', '\n\n【说明】按合同', '\n\n【提示】勿改']
    const known = reworded(first, said('张三', ...below, '\n\n【错误】甲错'))
    expect(commentsOf((await round(known)).parts)).toEqual({ A1: below.join('') })
    const besideOurs = (text: string) =>
      said(
        '张三',
        ...below,
      )(text)
        .replace('</author>', '</author><author>碳报</author>')
        .replace(/(ref="B1" authorId=)"0"/, '$1"1"')
    expect(commentsOf((await round(reworded(first, besideOurs))).parts)).toEqual({ A1: below.join('') })
    const unknown = reworded(first, besideOurs, {
      [resultPart(first.parts)]: (text) => text.replace('怎么办', '办法'),
    })
    const { parts } = await round(unknown)
    expect(commentsOf(parts)).toEqual({ A1: '张三:\n\n【说明】按合同' })
    // What only looks like ours says nothing of the colour; what names us does.
    expect([colourOf(parts, 'A1'), colourOf(parts, 'B1')]).toEqual(['FFFFC7CB', undefined])
  })

  test('may quote us, and are written back letter by letter', async () => {
    const first = await round(plain(), mark('A1', '甲错'))
    const quoted = reworded(first, said('张三', '请看：【错误】甲错'))
    expect(commentsOf((await round(quoted)).parts)).toEqual({ A1: '请看：【错误】甲错' })
    const escaped = '张三_x000D_\n你好 &amp;amp; _x005F_a &lt;b'
    const below = await round(reworded(first, said('张三', `${escaped}\n\n【错误】甲错`)))
    expect(below.parts.get(commentsPart(below.parts))?.toString()).toContain(`>${escaped}</t>`)
  })

  const notes = knownNotes(['【错误】甲错', '【错误】按台账【表一】核对数量', '【错误】甲错且多'])
  test.each([
    ['请看：【错误】甲错', undefined],
    ['请看：\n【错误】甲错', undefined],
    ['请看：\n\n【错误】甲错', 5],
    ['请看：_x000D_\n_x000D_\n【错误】甲错且多', 19],
    ['请看：【错误】甲错\n\n【错误】甲错', 11],
    ['【错误】…', undefined],
    ['【错误】按台…', undefined],
    ['按台账【…', undefined],
    ['【错误】按台账【表…', 0],
  ])('%j', (text, start) => expect(ourWords(text, notes)).toBe(start))

  test('that repeat a note very often cost no more than their length', () => {
    const note = `【错误】${'长'.repeat(1596)}`
    const looks: string[] = []
    const known = knownNotes([note])
    const watched = { ...known, lengthAt: (words: string, at: number) => (looks.push('') > 0 ? known.lengthAt(words, at) : 0) }
    const text = note.repeat(200)
    // Our comments end at 4000 characters: what stands before cannot be ours.
    expect([ourWords(text, watched), looks.length]).toEqual([undefined, 2])
    expect([ourWords(`话\n\n${note.repeat(2)}`, watched), looks.length]).toEqual([3, 4])
  })
})

describe('answers in a comment of ours', () => {
  const answer = '已核实：按合同计量，<无误>。张三 6月3日'
  const answered = async () => {
    const first = await round(plain(), mark('A1', '甲错'), mark('B1', '乙错'))
    return reworded(first, (text) => text.replace('【错误】甲错', `【错误】甲错\n${answer.replace('<', '&lt;').replace('>', '&gt;')}`))
  }

  test('stay alone when the cell is right, below our new words when it is not, however often', async () => {
    const right = await round(await answered(), mark('B1', '乙错'))
    expect(commentsOf(right.parts)).toEqual({ A1: answer, B1: '【错误】乙错' })
    expect(colourOf(right.parts, 'A1')).toBeUndefined()
    let { bytes, parts } = await round(await answered(), mark('A1', '丙错'))
    expect(commentsOf(parts)).toEqual({ A1: `【错误】丙错\n\n${answer}` })
    ;({ bytes, parts } = await round(bytes, mark('A1', '丁错')))
    expect(commentsOf(parts)).toEqual({ A1: `【错误】丁错\n\n${answer}` })
    // Marks put one by one, too; and a sheet of results that somebody deleted.
    expect(commentsOf((await run(bytes, [mark('A1', '戊错')])).parts)).toEqual({ A1: `【错误】戊错\n\n${answer}` })
    ;({ bytes, parts } = await round(bytes))
    expect(commentsOf(parts)).toEqual({ A1: answer })
    expect(commentsOf((await round(bytes)).parts)).toEqual({ A1: answer })
  })

  const notes = knownNotes(['【错误】甲', '【错误】甲乙', '【提示】丙\n丁'.replace('\n', '')])
  test.each([
    ['【错误】甲', ''],
    ['【错误】甲乙\n【提示】丙\n丁', ''],
    ['【错误】甲 已核实', '已核实'],
    ['【错误】甲【提示】丙丁\n【说明】勿改', '【说明】勿改'],
    ['【警告】不在表上的\n已核实', '已核实'],
    ['先看：【错误】甲', '先看：【错误】甲'],
    ['', ''],
  ])('%j', (text, left) => expect(wordsLeft(text, ourPassages(text, notes))).toBe(left))
})

describe('a sheet of results', () => {
  const texts = (parts: Parts, name: string) => [...cellsOf(parts, resultPart(parts, name)).values()].map(textOf)
  test.each([
    ['beside our list', '$1<c r="G2" t="inlineStr"><is><t>张三：已电话核实</t></is></c></row>'],
    ['below our list', '$1</row><row r="9"><c r="A9" t="inlineStr"><is><t>张三：已电话核实</t></is></c></row>'],
    ['as a formula', '$1<c r="G2" t="str"><f>"张三：已电话"&amp;"核实"</f><v>张三：已电话核实</v></c></row>'],
  ])('stays when somebody wrote on it %s, and ours is put beside it once', async (_, added) => {
    const first = await round(plain(), mark('A1', '甲错'))
    const written = rebuilt(first.bytes, { [resultPart(first.parts)]: (text) => text.replace(/(<row r="2".*?)<\/row>/s, added) })
    let { bytes, parts, marks } = await round(written, mark('B1', '乙错'))
    const shown = () => [[...mapBook(parts).sheets.keys()], commentsOf(parts), colourOf(parts, 'A1'), marks?.resultSheet]
    const sheets = ['表', '审核结果', '审核结果 2']
    expect(shown()).toEqual([sheets, { B1: '【错误】乙错' }, undefined, '审核结果 2'])
    expect(texts(parts, '审核结果').some((text) => text.includes('张三：已电话核实'))).toBe(true)
    expect([texts(parts, '审核结果').includes('原样'), texts(parts, '审核结果 2').includes('原样')]).toEqual([false, true])
    ;({ bytes, parts, marks } = await round(bytes))
    expect(shown()).toEqual([sheets, {}, undefined, '审核结果 2'])
  })

  test('stays with a comment on it; what a printer was told is no reason', async () => {
    const first = await round(plain(), mark('A1', '甲错'))
    const part = resultPart(first.parts)
    const linked = (type: string, target: string) =>
      rebuilt(first.bytes, {
        [`xl/worksheets/_rels/${part.split('/').pop()}.rels`]:
          '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" ' +
          `Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}" TargetMode="External"/></Relationships>`,
      })
    expect((await round(linked('hyperlink', 'https://a.cn/'))).marks?.resultSheet).toBe('审核结果 2')
    expect((await round(linked('printerSettings', 'a.bin'))).marks?.resultSheet).toBe('审核结果')
  })
})
