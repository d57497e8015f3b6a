/** The ledger of boilers open in the grid, empty before each test. */
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { GridDriver, openWebProgram, visit, type WebProgram } from './browser.ts'

export const boilerForm = { form: 'F4', period: '2020-07' } as const

export interface BoilerDesk {
  readonly program: WebProgram
  readonly page: WebProgram['page']
  readonly grid: GridDriver
}
export interface BoilerHands {
  /** Stored values of all rows. */
  readonly boilers: () => Promise<readonly Readonly<Record<string, string>>[]>
  /** As if it had been copied in another program. */
  readonly paste: (text: string) => Promise<void>
}

/** Opens the program before the tests of a file and closes it after them. @param onOpen told once it is open */
export function openBoilerDesk(onOpen: (desk: BoilerDesk) => void): BoilerHands {
  let desk: BoilerDesk | undefined
  const opened = (): BoilerDesk => {
    if (!desk) throw new Error('the program is not open')
    return desk
  }
  beforeAll(async () => {
    const program = await openWebProgram()
    desk = { program, page: program.page, grid: new GridDriver(program.page) }
    await program.call('profile.create', { role: 'county', packId: 'liuzhou-2020', unit: '450222' })
    onOpen(desk)
  })
  afterAll(() => desk?.program.close())
  beforeEach(async () => {
    const { program, page, grid } = opened()
    await page.keyboard.press('Escape')
    await visit(page, '#/month/2020-07')
    const { version, rows } = await program.call('report.open', boilerForm)
    const gone = rows.map((row) => ({ kind: 'deleteRow', row: row.id }) as const)
    if (gone.length > 0) await program.call('report.edit', { ...boilerForm, baseVersion: version, edits: gone })
    await visit(page, '#/report/F4/2020-07')
    await grid.ready()
    // How columns are shown is kept, and these tests begin alike.
    await page.getByText('核心列').click()
  })
  return {
    boilers: async () => (await opened().program.call('report.open', boilerForm)).rows.map((row) => row.values),
    async paste(text) {
      const { page } = opened()
      await page.evaluate((value) => navigator.clipboard.writeText(value), text)
      await page.keyboard.press('Control+V')
    },
  }
}
