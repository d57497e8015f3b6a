/** A month worked on the screens with the keyboard alone: from the list of forms to the sealed package. */
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { layoutColumns } from '../../renderer/features/grid/columns.ts'
import type { Report } from '../../shared/contract/index.ts'
import type { FormTemplate } from '../../shared/forms/form-schema.ts'
import { GridDriver, type WebProgram } from './browser.ts'
import { Clerk } from './clerk.ts'

/** Keys of fields and what a missing value looks like when it gets into a sentence. */
const leaks = /undefined|NaN|\[object|\bnull\b|[a-z]{2,}[A-Z]\w*|[a-z\d]+_[a-z]/

export interface SeenForm {
  readonly form: string
  /** Words on the screen that no clerk should see. */
  readonly leaks: readonly string[]
  readonly rows: number
  readonly heads: number
  readonly total: string | undefined
}

export class MonthOnScreen {
  readonly page: Page
  readonly grid: GridDriver
  readonly clerk: Clerk
  readonly #program: WebProgram
  readonly #period: string
  readonly #templates: ReadonlyMap<string, FormTemplate>

  constructor(program: WebProgram, period: string, templates: readonly FormTemplate[]) {
    this.#program = program
    this.page = program.page
    this.grid = new GridDriver(program.page)
    this.clerk = new Clerk(program.page)
    this.#period = period
    this.#templates = new Map(templates.map((template) => [template.id, template]))
  }

  report(form: string): Promise<Report> {
    return this.#program.call('report.open', { form, period: this.#period })
  }
  template(form: string): FormTemplate {
    const template = this.#templates.get(form)
    if (template === undefined) throw new Error(`no form ${form}`)
    return template
  }
  async openMonth(): Promise<void> {
    await this.clerk.keys('Alt+1')
    await this.page.locator('.month-forms tbody tr').first().waitFor()
    await expect.poll(() => this.clerk.where()).toMatch(/^main/)
  }
  /** From the list of the month to the form. */
  async openForm(form: string): Promise<void> {
    const { title, number } = this.template(form)
    await this.openMonth()
    await this.clerk.reach(this.page.locator('.month-forms tbody tr').first().getByRole('link'))
    await this.clerk.press(this.page.locator('.month').getByRole('link', { name: `${form} ${title}`, exact: true }), { key: 'ArrowDown' })
    await this.page.locator('.report-head h1', { hasText: title }).waitFor()
    await expect.poll(() => this.page.locator('.report-head h1').textContent()).toContain(number)
    await this.atSheet()
    await this.checked()
  }
  /** The keyboard is in the form. */
  async atSheet(): Promise<void> {
    await this.page.locator('.grid-input:focus, .record :focus').waitFor({ state: 'attached' })
  }
  /** A button above the form. */
  async tool(name: string): Promise<void> {
    await this.clerk.keys('Shift+F6')
    await this.clerk.press(this.page.getByRole('toolbar').getByRole('button', { name, exact: true }), { key: 'ArrowRight' })
  }
  /** Brings the earlier month's rows in; the form has the keyboard again afterwards. */
  async carryForward(form: string): Promise<void> {
    await this.tool('从上月带入')
    const yes = this.page.getByRole('dialog').getByRole('button', { name: '带入', exact: true })
    await expect.poll(() => this.clerk.hasFocus(yes)).toBe(true)
    await this.clerk.keys('Enter')
    const close = this.page.getByRole('dialog', { name: /已带入/ }).getByRole('button', { name: '关闭', exact: true })
    await expect.poll(() => this.clerk.hasFocus(close)).toBe(true)
    await this.clerk.keys('Enter')
    await expect.poll(async () => (await this.report(form)).rows.length).toBeGreaterThan(0)
    await this.page.getByRole('dialog').waitFor({ state: 'detached' })
    await this.atSheet()
    await this.grid.saved()
  }
  /** Alt+0 offers last month's sentence; Enter takes what stands there. */
  async zeroReport(form: string, reason: string): Promise<void> {
    await this.clerk.keys('Alt+0')
    await this.page.locator('#zero-reason:focus').waitFor()
    if ((await this.page.locator('#zero-reason').inputValue()) !== reason) await this.page.keyboard.insertText(reason)
    await this.clerk.keys('Enter')
    await expect.poll(async () => (await this.report(form)).header).toMatchObject({ zeroReport: true, zeroReason: reason })
    await this.page.getByRole('dialog').waitFor({ state: 'detached' })
    await this.atSheet()
  }
  /** The day of filling in, in the form's head. */
  async dateForm(form: string, day: string): Promise<void> {
    await this.tool('表头与签名')
    await this.page.locator('#header-leader:focus').waitFor()
    await this.clerk.reach(this.page.locator('#header-fillDate'))
    await this.clerk.keys('Control+A')
    await this.clerk.type(day)
    await this.clerk.keys('Enter', 'Escape')
    await this.page.getByRole('dialog').waitFor({ state: 'detached' })
    await this.atSheet()
    await expect.poll(async () => (await this.report(form)).header.fillDate).toBe(day)
  }
  /** The findings on the screen speak of what is stored. */
  async checked(): Promise<void> {
    await expect.poll(() => this.page.locator('.findings-head').textContent()).toMatch(/的结果/)
  }

  /** What the opened form shows. */
  async seen(form: string): Promise<SeenForm> {
    const template = this.template(form)
    const isRecord = template.structure.kind === 'single'
    const heads = await this.page.locator(isRecord ? '.record-field label' : '.grid-head [role=columnheader]').allTextContents()
    const text = (await this.page.locator('.frame-main').innerText()).split('\n')
    return {
      form,
      leaks: text.filter((line) => leaks.test(line)),
      rows: isRecord
        ? await this.page.locator('.record fieldset').count()
        : await this.page.locator('.grid-body .grid-number', { hasText: /^\d+$/ }).count(),
      heads: heads.length,
      total: (await this.page.locator('.grid-total-row').allTextContents())[0],
    }
  }
  /** How many columns the form has, and how many of them are shown. */
  async columns(form: string): Promise<{ readonly shown: number; readonly core: number; readonly all: number }> {
    const template = this.template(form)
    const shown = Number(await this.page.getByRole('grid').getAttribute('aria-colcount')) - 1
    const count = (folded: boolean) => layoutColumns(template, new Map(), folded).columns.length
    return { shown, core: count(true), all: count(false) }
  }
  /** Columns beside the frozen ones that can be read without scrolling. */
  columnsInSight(): Promise<number> {
    return this.page.locator('.grid-scroller').evaluate((scroller) => {
      const { right } = scroller.getBoundingClientRect()
      const heads = [...scroller.querySelectorAll('.grid-head [role=columnheader]:not(.grid-head-branch)')]
      const free = heads.filter((head) => head.closest('.grid-frozen') === null)
      return free.filter((head) => head.getBoundingClientRect().right <= right + 1).length
    })
  }
  /** Heads whose words do not fit. */
  cutHeads(): Promise<readonly string[]> {
    return this.page
      .locator('.grid-head')
      .evaluate((head) =>
        [...head.querySelectorAll('.grid-head-cell:not(.grid-head-branch)')]
          .filter((cell) => cell.scrollHeight > cell.clientHeight + 1)
          .map((cell) => cell.textContent),
      )
  }

  /** Goes along a row with the arrow keys and types over its cells; null empties one. `place` counts from 0, the blank row being the last. */
  async typeRow(form: string, place: number, cells: Readonly<Record<string, string | null>>): Promise<void> {
    const template = this.template(form)
    const { shown, core } = await this.columns(form)
    const folded = layoutColumns(template, new Map(), true).byField
    const all = layoutColumns(template, new Map(), false).byField
    const fields = Object.entries(cells)
    const unfolds = shown === core && fields.some(([field]) => !folded.has(field))
    const columns = unfolds || shown !== core ? all : folded
    if (unfolds) await this.#showColumns('ArrowRight')
    await this.atSheet()
    await this.clerk.keys('Control+G')
    await this.page.locator('[role=search] input:focus').waitFor()
    await this.clerk.type(String(place + 1))
    await this.clerk.keys('Enter')
    await this.atSheet()
    await this.clerk.keys('Home')
    let at = 0
    for (const [field, text] of fields.toSorted(([one], [other]) => (columns.get(one) ?? 0) - (columns.get(other) ?? 0))) {
      const column = columns.get(field)
      if (column === undefined) throw new Error(`${form} has no column ${field}`)
      await this.clerk.keys(...Array<string>(column - at).fill('ArrowRight'))
      at = column
      if (text === null) {
        await this.clerk.keys('Delete')
        continue
      }
      await this.clerk.type(text)
      await this.clerk.keys('Enter', 'ArrowUp')
    }
    await this.grid.saved()
    if (unfolds) await this.#showColumns('ArrowLeft')
  }
  /** Goes to a cell with the arrow keys and types over it. */
  async type(form: string, key: string, field: string, text: string): Promise<void> {
    const place = (await this.report(form)).rows.findIndex((candidate) => candidate.key === key)
    if (place < 0) throw new Error(`${form} has no row ${key}`)
    await this.typeRow(form, place, { [field]: text })
  }

  /** Right of the core columns stands the choice of all of them. */
  async #showColumns(key: 'ArrowRight' | 'ArrowLeft'): Promise<void> {
    await this.clerk.keys('Shift+F6')
    await this.clerk.reach(this.page.getByRole('radiogroup', { name: '显示栏目' }).getByRole('radio'))
    await this.clerk.keys(key, 'F6')
    await this.atSheet()
  }

  /** The finding that is open. */
  active(): Locator {
    return this.page.locator('.finding-active')
  }
  /** F8 until a finding with these words is open. */
  async openFinding(words: string): Promise<void> {
    await this.page.locator('.finding', { hasText: words }).first().waitFor()
    const count = await this.page.locator('.finding').count()
    await this.atSheet()
    for (let presses = 0; presses <= count; presses += 1) {
      await this.page.keyboard.press('F8')
      await this.active().waitFor()
      if (((await this.active().textContent()) ?? '').includes(words)) return
    }
    throw new Error(`no finding says ${words}`)
  }
  /** Explains whatever asks for it: F8 to the finding, F6 into its field, Tab to its button, and back in the form again. */
  async explainAll(text: string): Promise<void> {
    const asking = this.page.locator('.finding-should:not(.finding-explained), .finding-verify:not(.finding-explained)')
    await this.atSheet()
    for (let left = await asking.count(); left > 0; left = await asking.count()) {
      await this.page.keyboard.press('F8')
      await this.active().waitFor()
      if ((await this.page.locator('.finding-active.finding-explained').count()) > 0) continue
      const field = this.active().getByRole('textbox', { name: '情况说明' })
      if ((await field.count()) === 0) continue
      await this.page.keyboard.press('F6')
      await expect.poll(() => field.evaluate((element) => element === document.activeElement)).toBe(true)
      await this.page.keyboard.insertText(text)
      await this.page.keyboard.press('Tab')
      await this.page.keyboard.press('Enter')
      await expect.poll(() => asking.count()).toBeLessThan(left)
    }
  }
}
