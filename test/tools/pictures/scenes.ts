/** What there is to see: one entry a screen, with the data it wants and the sign that it is there. */
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { samplesDir, type WebProgram } from '../../helpers/browser.ts'
import { fillCity } from './city-month.ts'

export interface Scene {
  readonly name: string
  /** False for a new data folder. */
  readonly demo?: boolean
  readonly prepare?: (program: WebProgram) => Promise<unknown>
  /** Absent where the program begins by itself. */
  readonly hash?: string
  readonly ready: (page: Page) => Promise<unknown>
}

const period = '2020-05'
const checked = (program: WebProgram) => program.call('check.run', { period })
const heading = (page: Page) => page.locator('.frame-main h1').first().waitFor()
const grid = (page: Page) => page.locator('.grid-row').first().waitFor()

/** Two files to the first boiler. */
async function putEvidence({ call, page }: WebProgram): Promise<void> {
  await page.locator('.frame-unit').waitFor()
  const at = { form: 'F4', period }
  const [row] = (await call('report.open', at)).rows
  if (row === undefined) throw new Error('the demo county has boilers')
  const photo = await page.screenshot()
  await call('evidence.add', { ...at, row: row.id, name: '锅炉铭牌.png', bytes: new Uint8Array(photo) })
  await call('evidence.add', {
    ...at,
    row: row.id,
    field: 'annualCoal',
    name: '购煤发票 2020年5月.pdf',
    bytes: new TextEncoder().encode('%PDF-1.7'),
  })
}

const cityScene = (name: string, hash: string, ready: Scene['ready']): Scene => ({ name, demo: false, prepare: fillCity, hash, ready })
/** The package that waits, from the board. */
async function openWaiting(page: Page): Promise<void> {
  await page.locator('.city-board').waitFor()
  await page.locator('td.city-received a').first().click()
  await page.locator('.city-facts').waitFor()
  await page.getByRole('tab', { name: /^F4/ }).click()
}
async function openTab(page: Page, name: string): Promise<void> {
  await page.getByRole('tab', { name }).click()
  await page.getByRole('tabpanel', { name }).locator(':scope > *').first().waitFor()
}

export const scenes: readonly Scene[] = [
  { name: 'first-run', demo: false, ready: (page) => page.getByRole('button', { name: '开始使用' }).waitFor() },
  {
    name: 'month',
    prepare: checked,
    hash: `#/month/${period}`,
    ready: async (page) => {
      await page.locator('.month-forms').waitFor()
      // How far the targets have come is asked last.
      await page.getByText('目标进度：').waitFor()
    },
  },
  {
    name: 'report',
    hash: `#/report/F4/${period}`,
    ready: async (page) => {
      await grid(page)
      // In a narrow window the findings are folded away.
      if ((page.viewportSize()?.width ?? 0) > 900) await page.locator('.finding').first().waitFor()
    },
  },
  { name: 'report-empty', hash: `#/report/F5/2020-06`, ready: (page) => page.locator('.report-sheet').waitFor() },
  {
    name: 'header',
    hash: `#/report/F4/${period}`,
    ready: async (page) => {
      await grid(page)
      await page.getByRole('button', { name: '表头与签名', exact: true }).click()
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'history',
    hash: `#/report/F4/${period}`,
    ready: async (page) => {
      await grid(page)
      await page.getByRole('button', { name: '历史', exact: true }).click()
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'record',
    demo: false,
    prepare: async ({ call, page }) => {
      const packs = await call('packs.list', {})
      const unit = packs.find((pack) => pack.id === 'yuncheng-145')?.units[0]?.id ?? ''
      await call('profile.create', { role: 'county', packId: 'yuncheng-145', unit })
      await page.locator('.frame-unit').waitFor()
    },
    hash: '#/report/F5H/2023-12',
    ready: (page) => page.locator('.record').waitFor(),
  },
  { name: 'import', hash: `#/import/F4/2020-06`, ready: (page) => page.locator('.file-drop').waitFor() },
  {
    name: 'import-preview',
    hash: `#/import/F4/2020-06`,
    ready: async (page) => {
      await page.locator('.file-drop').waitFor()
      await page.locator('input[type=file]').setInputFiles(join(samplesDir, 'F4.xlsx'))
      await page.locator('.import-counts').waitFor()
    },
  },
  { name: 'submit', prepare: checked, hash: `#/submit/${period}`, ready: heading },
  { name: 'progress', hash: `#/progress/${period}`, ready: (page) => page.locator('.indicator').first().waitFor() },
  {
    name: 'towns',
    hash: `#/progress/${period}/towns`,
    ready: (page) => page.locator('.towns').first().waitFor(),
  },
  { name: 'log', hash: `#/log/${period}`, ready: (page) => page.locator('.log-table').waitFor() },
  {
    name: 'trend',
    hash: `#/progress/${period}/F3/energy_consumption_total`,
    ready: async (page) => {
      await page.locator('.trend-picture svg').waitFor()
      await page.locator('.trend').evaluate((element) => element.scrollIntoView({ block: 'center' }))
    },
  },
  { name: 'plan', hash: `#/plan/${period}`, ready: (page) => page.locator('.file-drop').waitFor() },
  {
    name: 'settings',
    hash: `#/settings/${period}`,
    ready: (page) => page.getByRole('button', { name: '立即备份' }).waitFor(),
  },
  {
    name: 'backups',
    prepare: ({ call }) => call('backup.create', {}),
    hash: `#/settings/${period}`,
    ready: async (page) => {
      await page.getByRole('button', { name: '演练', exact: true }).first().click()
      await page.getByRole('dialog').waitFor()
    },
  },
  { name: 'calendar', hash: `#/calendar/${period}`, ready: (page) => page.locator('.calendar-list').waitFor() },
  { name: 'help', hash: `#/help/${period}`, ready: heading },
  { name: 'help-section', hash: `#/help/${period}/plan`, ready: heading },
  { name: 'print', hash: `#/print/F4/${period}`, ready: (page) => page.locator('.frame-main table').first().waitFor() },
  cityScene('city-inbox', '#/inbox/2020-05', (page) => page.locator('.city-board').waitFor()),
  cityScene('city-package', '#/inbox/2020-05', openWaiting),
  cityScene('city-sums', '#/sums/2020-05', (page) => page.locator('.city-table').first().waitFor()),
  cityScene('city-weather', '#/sums/2020-05', (page) => openTab(page, '晴雨表')),
  cityScene('city-rehearsal', '#/sums/2020-05', (page) => openTab(page, '规则试审')),
  cityScene('city-notice', '#/sums/2020-05', (page) => openTab(page, '通报')),
  {
    name: 'keys',
    demo: false,
    prepare: fillCity,
    hash: `#/settings/${period}`,
    ready: async (page) => {
      await page.locator('.exchange-words').first().waitFor()
      await page.getByRole('region', { name: '钥匙', exact: true }).evaluate((element) => element.scrollIntoView({ block: 'start' }))
    },
  },
  {
    name: 'evidence',
    prepare: putEvidence,
    hash: `#/report/F4/${period}`,
    ready: async (page) => {
      await grid(page)
      await page.keyboard.press('Control+Home')
      await page.keyboard.press('Shift+F2')
      await page.locator('.notes-text:focus').waitFor()
    },
  },
  { name: 'review', hash: `#/review/F4/${period}`, ready: heading },
  { name: 'past', hash: `#/past/F4/${period}`, ready: heading },
]
