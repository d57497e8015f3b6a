/**
 * A whole month of each plan by keyboard alone: what was there last month is brought in, what has changed is typed, a slip is found
 * and mended, what asks for it explained; a workbook, the sealed package, and its proof. The month before was told to the engine.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { read, utils } from 'xlsx'
import type { MonthTasks } from '../../shared/contract/index.ts'
import type { CodeList } from '../../shared/forms/form-schema.ts'
import { download, openAnew, openWebProgram, type WebProgram } from '../helpers/browser.ts'
import { MonthOnScreen } from '../helpers/month-on-screen.ts'
import { people } from '../helpers/test-engine.ts'
import { type FormWork, readStory, type Story, type StoryMonth } from '../integration/stories/story.ts'
import { fill, tellMonth } from '../integration/stories/tell-story.ts'

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
/** Rows of each form that are typed as a whole, and new ones; the others are told to the engine. */
const typed = { rows: 4, added: 1 }
/** Looked at in every plan that has them, owed this month or not: many rows, many columns, one record, rows given by indicators. */
const looked = ['F3', 'F5', 'F5H', 'F7', 'F9']

/** The same on a computer where each answer of the engine takes its time. */
const slow = { pack: 'yongzhou-peak', slip: lessThanItsPart, slowMs: 150 }

describe.each([...plans.map((plan) => ({ ...plan, slowMs: 0 })), slow])(
  'a month of $pack, each answer $slowMs ms late',
  ({ pack, slip, slowMs }) => {
    let story: Story
    let month: StoryMonth
    let period: string
    let program: WebProgram
    let screen: MonthOnScreen
    let codes: readonly CodeList[]

    const owed = async (): Promise<MonthTasks['tasks']> => {
      const { tasks } = await program.call('tasks.list', { period })
      return tasks.filter((task) => task.required || task.rows > 0 || task.zeroReport)
    }

    /** What is stored of cells that are typed: of a code that was called by its name, the code. */
    const asStored = (form: string, cells: Readonly<Record<string, string | null>>) =>
      Object.fromEntries(
        Object.entries(cells).map(([key, text]) => {
          const list = screen.template(form).fields.find((field) => field.key === key)?.codes
          const named = codes.find(({ id }) => id === list)?.items.find(({ label }) => label === text)
          return [key, named?.code ?? text]
        }),
      )
    /** The first rows as a whole, and a new one below them. */
    const typeByHand = async (form: string, { set, add }: FormWork): Promise<void> => {
      const { rows } = await screen.report(form)
      const changed = set.slice(0, typed.rows).map(({ row, set: cells }) => ({ place: rows.findIndex(({ key }) => key === row), cells }))
      const added = add.slice(0, typed.added).map((cells, index) => ({ place: rows.length + index, cells }))
      for (const { place, cells } of [...changed, ...added]) {
        await screen.typeRow(form, place, cells)
        const values = (await screen.report(form)).rows[place]?.values ?? {}
        const stored = Object.fromEntries(Object.keys(cells).map((key) => [key, values[key] ?? null]))
        expect({ form, place, ...stored }).toEqual({ form, place, ...asStored(form, cells) })
      }
    }

    const lookAt = async (form: string): Promise<void> => {
      const report = await screen.report(form)
      const seen = await screen.seen(form)
      expect(seen).toMatchObject({ form, leaks: [] })
      expect(seen.heads).toBeGreaterThan(2)
      if (screen.template(form).structure.kind === 'single') return
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

    beforeAll(async () => {
      story = readStory(pack)
      const [first, second] = story.months
      if (first === undefined || second === undefined) throw new Error('a story has months')
      month = second
      period = month.period
      program = await openWebProgram({ slowMs })
      await program.call('profile.create', { role: 'county', packId: story.pack, unit: story.unit, people })
      const { blocking, verified } = await tellMonth({ call: program.call, setNow: () => undefined }, story, first)
      expect({ blocking, verified }).toEqual({ blocking: [], verified: true })
      const { forms, codes: lists } = await program.call('pack.get', { id: story.pack })
      codes = lists
      screen = new MonthOnScreen(program, period, forms)
      // The address with its key opens the program anew, in the month that is the clerk's to do.
      await openAnew(program)
      await program.page.locator('.frame-unit').waitFor()
      await program.page.evaluate((wanted) => window.location.replace(`#/month/${wanted}`), period)
    })
    afterAll(() => program?.close())

    test('last month is brought in, figures typed, nothing to report said in two keys', async () => {
      const forms = Object.entries(month.forms)
      for (const [form, work] of forms) {
        await screen.openForm(form)
        if (work.carry) await screen.carryForward(form)
        if (work.zero !== undefined) await screen.zeroReport(form, work.zero)
        if (form === forms[0]?.[0]) await screen.dateForm(form, month.today)
        await typeByHand(form, work)
        await screen.openMonth()
        // Only for volume: the rest of the month's figures comes as from another window.
        const rest = { carry: false, add: work.add.slice(typed.added), each: work.each, set: work.set.slice(typed.rows) }
        await fill(program.call, { form, period }, rest, month.today)
      }
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

    test('what stands in the way is put right', async () => {
      for (const { form, row, set } of month.fix) {
        await screen.openForm(form)
        for (const [field, value] of Object.entries(set)) await screen.type(form, row, field, value ?? '')
      }
    })

    test('each form opens with its heads, rows and totals, and what asks for it is explained', async () => {
      const due = (await owed()).map(({ form }) => form)
      const { tasks } = await program.call('tasks.list', { period })
      await screen.openMonth()
      const marks = await program.page.locator('.month-forms tbody tr .ant-tag').allTextContents()
      const [required, optional] = [marks.lastIndexOf('必报'), marks.indexOf('选报')]
      expect(required < optional || optional < 0).toBe(true)
      for (const { form } of tasks) {
        if (!due.includes(form) && !looked.includes(form)) continue
        await screen.openForm(form)
        await lookAt(form)
        if (!due.includes(form)) continue
        await screen.explainAll(`${period}：${story.explanation}`)
        expect({ form, blocking: await program.page.locator('.finding-must').allTextContents() }).toEqual({ form, blocking: [] })
      }
      expect(await program.complaints()).toEqual([])
    })

    test('the workbook arrives with the mended figure', async () => {
      await screen.openForm(slip.form)
      const [row] = (await screen.report(slip.form)).rows
      const { name, bytes } = await download(program.page, () => screen.tool('导出'))
      expect(name).toMatch(/\.xlsx$/)
      const book = read(bytes, { type: 'array' })
      const cells = Object.values(book.Sheets).flatMap((sheet) => utils.sheet_to_json<unknown[]>(sheet, { header: 1, raw: true }))
      const line = cells.find((values) => values.includes(row?.values[slip.name]))
      expect(line).toContain(Number(row?.values[slip.field]))
    })

    test('the month is sealed, and the list says so', async () => {
      await screen.clerk.keys('Alt+2')
      const seal = program.page.getByRole('button', { name: '封存并生成报送包' })
      await expect.poll(() => seal.isEnabled()).toBe(true)
      await screen.clerk.press(seal)
      await program.page.getByRole('alert').filter({ hasText: '报送包已生成' }).waitFor()
      const { bytes } = await download(program.page, () =>
        screen.clerk.press(program.page.getByRole('button', { name: '另存报送包' }).first()),
      )
      expect(await program.call('submission.verify', { bytes })).toMatchObject({ ok: true, period, problems: [] })
      await screen.openMonth()
      for (const { form, title } of await owed()) {
        const line = program.page.locator('.month-forms tbody tr', { hasText: `${form} ${title}` })
        await expect.poll(() => line.textContent()).toContain('已上报')
      }
      expect(await program.complaints()).toEqual([])
      expect(await program.pointers()).toEqual([])
      // The watch over it works.
      await program.page.locator('h1').first().click()
      expect(await program.pointers()).not.toEqual([])
    })
  },
)
