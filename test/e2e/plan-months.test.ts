/** A month of each plan on the screens: the forms that it owes, a slip found and mended, explanations, a workbook, the sealed package. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { read, utils } from 'xlsx'
import type { MonthTasks } from '../../shared/contract/index.ts'
import { download, openWebProgram, visit, type WebProgram } from '../helpers/browser.ts'
import { MonthOnScreen } from '../helpers/month-on-screen.ts'
import { people } from '../helpers/test-engine.ts'
import { readStory, type Story, type StoryMonth } from '../integration/stories/story.ts'
import { fill } from '../integration/stories/tell-story.ts'

/** What is typed wrong: a figure that cannot be, with a form that the plan asks for in its first month. */
interface Slip {
  readonly form: string
  /** Names its row in the workbook. */
  readonly name: string
  readonly field: string
  readonly typed: string
  /** Of the sentence that the check has for it. */
  readonly found: string
}
const idleBoiler: Slip = { form: 'F4', name: 'boilerId', field: 'annualCoal', typed: '5', found: '年用煤 5 吨与额定出力' }
const lessThanItsPart: Slip = { form: 'F6', name: 'projectCode', field: 'energyAnnualEquiv', typed: '5', found: '等价值 5 小于当量值' }
const plans = [
  { pack: 'liuzhou-2020', slip: idleBoiler },
  { pack: 'yongzhou-peak', slip: lessThanItsPart },
  { pack: 'yuncheng-145', slip: idleBoiler },
  { pack: 'anshun-145', slip: idleBoiler },
  { pack: 'ningxia-peak', slip: idleBoiler },
]
/** Looked at in every plan that has them, owed this month or not: many rows, many columns, one record, rows given by indicators. */
const looked = ['F3', 'F5', 'F5H', 'F7', 'F9']

describe.each(plans)('a month of $pack', ({ pack, slip }) => {
  let story: Story
  let month: StoryMonth
  let period: string
  let program: WebProgram
  let screen: MonthOnScreen

  const owed = async (): Promise<MonthTasks['tasks']> => {
    const { tasks } = await program.call('tasks.list', { period })
    return tasks.filter((task) => task.required || task.rows > 0 || task.zeroReport)
  }

  beforeAll(async () => {
    story = readStory(pack)
    const [first] = story.months
    if (first === undefined) throw new Error('a story has months')
    month = first
    period = month.period
    program = await openWebProgram()
    await program.call('profile.create', { role: 'county', packId: story.pack, unit: story.unit, people })
    for (const [form, work] of Object.entries(month.forms)) await fill(program.call, { form, period }, work, month.today)
    const { forms } = await program.call('pack.get', { id: story.pack })
    screen = new MonthOnScreen(program, period, forms)
    await program.page.locator('.frame-unit').waitFor()
    await visit(program.page, `#/month/${period}`)
  })
  afterAll(() => program?.close())

  test('the list begins with what is owed, and each form opens with its heads, rows and totals', async () => {
    const due = (await owed()).map(({ form }) => form)
    const has = program.call('tasks.list', { period }).then(({ tasks }) => tasks.map(({ form }) => form))
    const opened = (await has).filter((form) => due.includes(form) || looked.includes(form))
    await screen.openMonth()
    const marks = await program.page.locator('.month-forms tbody tr .ant-tag').allTextContents()
    const [required, optional] = [marks.lastIndexOf('必报'), marks.indexOf('选报')]
    expect(required < optional || optional < 0).toBe(true)
    for (const form of opened) {
      await screen.openForm(form)
      const report = await screen.report(form)
      const seen = await screen.seen(form)
      expect(seen).toMatchObject({ form, leaks: [] })
      expect(seen.heads).toBeGreaterThan(2)
      if (screen.template(form).structure.kind === 'single') continue
      expect({ form, rows: Math.min(seen.rows, 10), total: seen.total ?? '' }).toEqual({
        form,
        rows: Math.min(report.rows.length, 10),
        total: expect.stringContaining(report.totals[0]?.label ?? ''),
      })
      const { shown, core, all } = await screen.columns(form)
      expect({ form, shown, folded: core < all || all < 12 }).toEqual({ form, shown: core, folded: true })
      expect(await screen.columnsInSight()).toBeGreaterThan(1)
      expect(await screen.cutHeads()).toEqual([])
    }
    expect(await program.complaints()).toEqual([])
  })

  test('a typed figure is stored, and the slip in it found, told in numbers and mended with one key', async () => {
    const { form, field, typed, found } = slip
    await screen.openForm(form)
    const stored = async () => (await screen.report(form)).rows[0]
    await screen.type(form, (await stored())?.key ?? '', field, typed)
    expect((await stored())?.values[field]).toBe(typed)
    await program.page.keyboard.press('F7')
    await screen.openFinding(found)
    await expect.poll(() => screen.active().locator('.finding-repair').textContent()).toMatch(/差多少：.*\d/)
    expect(await screen.active().getByRole('button', { name: '按此修改' }).count()).toBe(1)
    await program.page.keyboard.press('F9')
    await expect.poll(async () => (await stored())?.values[field]).not.toBe(typed)
    await expect.poll(() => program.page.locator('.finding-said').textContent()).toContain('改为')
    await expect.poll(() => program.page.locator('.finding', { hasText: found }).count()).toBe(0)
  })

  test('what stands in the way is put right, and what asks for it explained', async () => {
    for (const { form, row, set } of month.fix) {
      await screen.openForm(form)
      for (const [field, value] of Object.entries(set)) await screen.type(form, row, field, value ?? '')
    }
    for (const { form } of await owed()) {
      await screen.openForm(form)
      await screen.explainAll(`${period}：${story.explanation}`)
      expect({ form, blocking: await program.page.locator('.finding-must').allTextContents() }).toEqual({ form, blocking: [] })
    }
  })

  test('the workbook arrives with the mended figure', async () => {
    await screen.openForm(slip.form)
    const [row] = (await screen.report(slip.form)).rows
    const { name, bytes } = await download(program.page, () => screen.press('button', '导出'))
    expect(name).toMatch(/\.xlsx$/)
    const book = read(bytes, { type: 'array' })
    const cells = Object.values(book.Sheets).flatMap((sheet) => utils.sheet_to_json<unknown[]>(sheet, { header: 1, raw: true }))
    const line = cells.find((values) => values.includes(row?.values[slip.name]))
    expect(line).toContain(Number(row?.values[slip.field]))
  })

  test('the month is sealed, and the list says so', async () => {
    await screen.openMonth()
    await screen.press('button', '去上报')
    const seal = program.page.getByRole('button', { name: '封存并生成报送包' })
    await expect.poll(() => seal.isEnabled()).toBe(true)
    await seal.press('Enter')
    await program.page.getByRole('alert').filter({ hasText: '报送包已生成' }).waitFor()
    await screen.openMonth()
    for (const { form, title } of await owed()) {
      const line = program.page.locator('.month-forms tbody tr', { hasText: `${form} ${title}` })
      await expect.poll(() => line.textContent()).toContain('已上报')
    }
    expect(await program.complaints()).toEqual([])
  })
})
