/** Documents here are invented: what they say means nothing, how they count is how official documents count. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { clauseFinder } from '../../../shared/plan/clauses.ts'
import { chineseNumeral } from '../../../shared/plan/numerals.ts'
import { depthOf, outlineOf, type Paragraph, walk } from '../../../shared/plan/outline.ts'

const title = '杉州市试写方案'
const paragraphsOf = (text: string): Paragraph[] =>
  text
    .trim()
    .split('\n')
    .map((line) => ({ text: line.trim() }))

const plan = paragraphsOf(`
  杉州市人民政府关于印发试写方案的通知
  杉府发〔2031〕8号
  2031年3月5日
  一、总的想法
  先试后写。
  二、分工
  （一）各县怎么做
  各县按月写。
  （二）各部门怎么做
  市部门分头写。
  市生态环境局：写第一段。
  还要写附注。
  市发展改革委: 写第二段。
  三、写什么
  (一)写数字。数字要齐。
  1.写总数。一是写本月数。二是写累计数，1.5倍也要写。三是写单位。
  2．写分项。（1）先写大项；（2）再写小项。
  （二）写文字
  ① 写开头。
  ② 写结尾。
  （三）写图表。图要清楚。
  附件：写法示例
  一、示例的想法
  （一）示例一
  抄送：市委办。
`)
const finder = clauseFinder(plan)
/** What a clause opens, as text. */
const open = (clause: string, within = finder, texts: readonly Paragraph[] = plan): string[] =>
  within.find(clause, title).passages.map(({ from, to, start, end }) =>
    texts
      .slice(from, to + 1)
      .map(({ text }, index) => text.slice(index === 0 ? start : 0, index === to - from ? end : undefined))
      .join('/'),
  )

describe('a clause leads to its passage', () => {
  test.each([
    ['杉州方案一', ['一、总的想法/先试后写。']],
    ['杉州方案二（一）', ['（一）各县怎么做/各县按月写。']],
    ['杉州方案二（二）市生态环境局', ['市生态环境局：写第一段。/还要写附注。']],
    ['杉州方案二（二）市发展改革委', ['市发展改革委: 写第二段。']],
    ['杉州方案二（二）生态环境局', ['市生态环境局：写第一段。/还要写附注。']],
    ['杉州方案三（一）2', ['2．写分项。（1）先写大项；（2）再写小项。']],
    ['杉州方案三（二）', ['（二）写文字/① 写开头。/② 写结尾。']],
    // Counted within the running text.
    ['杉州方案三（一）1二', ['二是写累计数，1.5倍也要写。']],
    ['杉州方案三（一）1三', ['三是写单位。']],
    ['杉州方案三（一）2（1）', ['（1）先写大项；']],
    ['杉州方案三（一）2（2）', ['（2）再写小项。']],
    // Remarks behind the number.
    ['杉州方案三（三）“清楚”，次数由产品定', ['（三）写图表。图要清楚。']],
    ['杉州方案三（三）（约数）', ['（三）写图表。图要清楚。']],
    ['杉州方案三（三）只说图表', ['（三）写图表。图要清楚。']],
    ['杉州方案一；同款另写“全部”，故默认都写', ['一、总的想法/先试后写。']],
    // Several.
    ['杉州方案一、三（三）', ['一、总的想法/先试后写。', '（三）写图表。图要清楚。']],
    ['杉州方案三（一）1、2', [expect.stringMatching(/^1\.写总数/), expect.stringMatching(/^2．写分项/)]],
    ['杉州方案三（一）1–2', [expect.stringMatching(/^1\.写总数/), expect.stringMatching(/^2．写分项/)]],
    ['桐州方案四（五）、杉州方案三（三）；GB/T 2260', ['（三）写图表。图要清楚。']],
    ['杉州方案一；杉州方案一', ['一、总的想法/先试后写。']],
    // Numbers of documents and days.
    ['杉府发〔2031〕8号', ['杉府发〔2031〕8号']],
    ['所引杉府发〔2031〕8号的日期', ['杉府发〔2031〕8号']],
    ['杉州方案，2031年3月5日印发', ['2031年3月5日']],
    ['三（三）', ['（三）写图表。图要清楚。']],
  ])('%s', (clause, passages) => {
    expect(open(clause)).toEqual(passages)
    expect(finder.find(clause, title).missing).toEqual([])
  })

  test.each([
    '桐州方案三（一）',
    'GB/T 2589-2020',
    '通行做法（锅炉认定）',
    '固定资产投资项目节能审查办法',
    '产品默认，市局可改',
    '4.4 口径',
    '桐州方案四（二）的做法，杉州方案没有这一项',
    '清洁取暖方案编制大纲',
    '发改环资规〔2017〕1975号',
    '',
  ])('%s names no clause of this plan', (clause) => {
    expect(finder.find(clause, title)).toEqual({ passages: [], missing: [] })
  })

  test.each([
    ['杉州方案四', ['四']],
    ['杉州方案三（九）', ['三（九）']],
    ['杉州方案三（一）9', ['三（一）9']],
    ['杉州方案二（二）市水利局', ['二（二）市水利局']],
    ['杉州方案三（一）1四', ['三（一）1四']],
    ['杉州方案三（三）、三（八）', ['三（八）']],
  ])('%s is said to be missing', (clause, missing) => {
    expect(finder.find(clause, title).missing).toEqual(missing)
  })
})

describe('the tree', () => {
  test('knows headings of every kind and nothing else', () => {
    expect([...walk(finder.outline)].map((node) => `${'·'.repeat(depthOf(node))}${node.mark}${node.title}`)).toEqual([
      '一、总的想法',
      '二、分工',
      '·(一)各县怎么做',
      '·(二)各部门怎么做',
      '··市生态环境局写第一段',
      '··市发展改革委写第二段',
      '三、写什么',
      '·(一)写数字',
      '··1.写总数',
      '··2.写分项',
      '·(二)写文字',
      '··①写开头',
      '··②写结尾',
      '·(三)写图表',
      '附件写法示例',
      '·一、示例的想法',
      '··(一)示例一',
    ])
  })
  test('takes figures, years and addresses for what they are', () => {
    const texts = [
      '2031年底前写完。',
      '4.3米以下的不写',
      '1.5倍以上的要写',
      '市人民政府：',
      '一般的写法是先写大项',
      '（2031—2035年）',
      '三是写单位',
    ]
    expect(outlineOf(texts.map((text) => ({ text })))).toEqual([])
  })
  test('a table of contents and an annex do not stand in the way of the body', () => {
    const texts = paragraphsOf(`
      目录
      一、想法 ………… 1
      二、写法 ………… 2
      一、想法
      先想清楚再写，想不清楚就不写，这一段要比目录长。
      二、写法
      （一）慢慢写。
      附件1：更长的示例
      二、示例的写法
      （一）示例写得很长很长，长得超过了正文里的那一条，可是问的并不是它。
    `)
    const found = clauseFinder(texts)
    expect([open('杉州方案二（一）', found, texts), open('杉州方案一', found, texts)]).toEqual([
      ['（一）慢慢写。'],
      ['一、想法/先想清楚再写，想不清楚就不写，这一段要比目录长。'],
    ])
  })
  test('regulations count in chapters and articles', () => {
    const texts = paragraphsOf(`
      第一章 总则
      第一条 为了写好，定这个办法。
      第二条 下列各项都要写：
      （一）数字；
      （二）文字。
      第二章 附则
      第十一条 从明天起写。
    `)
    const found = clauseFinder(texts)
    expect([open('第二条（二）', found, texts), open('第二章', found, texts), open('第十一条', found, texts)]).toEqual([
      ['（二）文字。'],
      ['第二章 附则/第十一条 从明天起写。'],
      ['第十一条 从明天起写。'],
    ])
  })
})

/** A document of up to three levels; the numbers of paragraphs below each heading. */
const documents = fc.array(
  fc.record({
    body: fc.nat(2),
    children: fc.array(fc.record({ body: fc.nat(2), children: fc.array(fc.nat(2), { maxLength: 12 }) }), { maxLength: 12 }),
  }),
  { minLength: 1, maxLength: 12 },
)
type Shape = typeof documents extends fc.Arbitrary<infer T> ? T : never

const brackets = { full: ['（', '）', '．'], half: ['(', ')', '.'] } as const

/** The document as text, and where each clause lies. */
const write = (shape: Shape, width: keyof typeof brackets) => {
  const [left, right, dot] = brackets[width]
  const texts: string[] = ['杉州市试写方案']
  const places: { readonly clause: string; readonly from: number; readonly to: number }[] = []
  const fill = (count: number) => {
    for (let index = 0; index < count; index++) texts.push('这一段只有文字，没有序号。')
  }
  for (const [a, { body, children }] of shape.entries()) {
    const from = texts.push(`${chineseNumeral(a + 1)}、标题`) - 1
    fill(body)
    for (const [b, section] of children.entries()) {
      const start = texts.push(`${left}${chineseNumeral(b + 1)}${right}小标题。正文`) - 1
      fill(section.body)
      for (const [c, count] of section.children.entries()) {
        const first = texts.push(`${c + 1}${dot}细目。正文`) - 1
        fill(count)
        places.push({ clause: `${chineseNumeral(a + 1)}（${chineseNumeral(b + 1)}）${c + 1}`, from: first, to: texts.length - 1 })
      }
      places.push({ clause: `${chineseNumeral(a + 1)}（${chineseNumeral(b + 1)}）`, from: start, to: texts.length - 1 })
    }
    places.push({ clause: chineseNumeral(a + 1), from, to: texts.length - 1 })
  }
  return { texts, places }
}

describe('for any document', () => {
  test('every clause is found at its own place, and the one after the last is not', () => {
    fc.assert(
      fc.property(documents, fc.constantFrom('full', 'half'), (shape, width) => {
        const { texts, places } = write(shape, width)
        const found = clauseFinder(texts.map((text) => ({ text })))
        for (const { clause, from, to } of places) {
          expect(found.find(`杉州方案${clause}`, title).passages).toEqual([{ label: clause, from, to, start: 0, end: texts[to]?.length }])
        }
        expect(found.find(`杉州方案${chineseNumeral(shape.length + 1)}`, title).passages).toEqual([])
      }),
      { numRuns: 60 },
    )
  })
  test('passages lie within the text, whatever the text and the clause are', () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom(
        '一、',
        '（二）',
        '3.',
        '（4）',
        '⑤',
        '第六条',
        '市七局：',
        '附件',
        '抄送：',
        '八是',
        '。',
        '〔2031〕9号',
        '杉州方案',
        '、',
        '—',
      ),
    )
    const line = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''))
    fc.assert(
      fc.property(fc.array(line, { maxLength: 20 }), line, (texts, clause) => {
        for (const { from, to, start, end } of clauseFinder(texts.map((text) => ({ text }))).find(clause, title).passages) {
          expect(from).toBeGreaterThanOrEqual(0)
          expect(to).toBeGreaterThanOrEqual(from)
          expect(to).toBeLessThan(texts.length)
          expect(start).toBeLessThanOrEqual(texts[from]?.length ?? -1)
          expect(end).toBeLessThanOrEqual(texts[to]?.length ?? -1)
          if (from === to) expect(end).toBeGreaterThanOrEqual(start)
        }
      }),
      { numRuns: 400 },
    )
  })
})
