/** What the desktop program must do, whichever way it was built: compiled in the checkout, or packed for people. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Input, Method } from '../../shared/contract/index.ts'
import { tanbao } from './command-line.ts'
import { checkout, type DesktopProgram, launchDesktop, runDesktop } from './desktop-program.ts'
import { onePage } from './pdf.ts'
import { pdfPages } from './pdf-pages.ts'

const period = '2020-05'
/** The two reports that the component library's scroll-bar measuring makes; see the notes on the policy. */
const knownReport = /style-src-(?:attr|elem) inline rc-scrollbar-measure/

/** @param folder the app's folder; asked once the suite begins */
export function desktopSuite(folder: () => string): void {
  const home = mkdtempSync(join(tmpdir(), 'tanbao-desktop-'))
  const data = join(home, 'data')
  let program: DesktopProgram
  const call = <M extends Method>(method: M, input: Input<M>) =>
    program.page.evaluate(async ([name, given]) => window.bridge.call(name, given), [method, input] as const)
  const value = async <M extends Method>(method: M, input: Input<M>) => {
    const reply = await call(method, input)
    if (!reply.ok) throw new Error(`${method}: ${reply.error.code} ${JSON.stringify(reply.error.details)}`)
    return reply.value
  }

  /** As the program itself shows its page again; a page may not do it. */
  const reload = async () => {
    const { app, page } = program
    const shown = page.waitForEvent('load')
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.reload())
    await shown
    await page.locator('#root:not(:empty)').waitFor()
  }

  beforeAll(async () => {
    program = await launchDesktop(home, folder())
  })
  afterAll(async () => {
    await program?.app.close()
    rmSync(home, { recursive: true, force: true })
  })

  test('a new clerk is asked, in Chinese, which plan and which place', async () => {
    const { page } = program
    await expect.poll(() => page.locator('#root').innerText()).toContain('欢迎使用碳报')
    expect(await page.title()).toContain('碳报')
    expect(await page.evaluate(() => [navigator.language, new Intl.DateTimeFormat().resolvedOptions().timeZone])).toEqual([
      'zh-CN',
      'Asia/Shanghai',
    ])
  })

  test('the page runs under its policy without a report that we do not know', async () => {
    const { page } = program
    await page.addInitScript(() => {
      const reports: string[] = []
      Object.assign(window, { reports })
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, target }) => {
        reports.push(`${effectiveDirective} ${blockedURI} ${target instanceof Element ? target.className : ''}`.trim())
      })
    })
    const reports = () => page.evaluate(() => (window as unknown as { reports: string[] }).reports) // put there a moment ago
    await reload()
    expect((await reports()).filter((report) => !knownReport.test(report))).toEqual([])
    // Negative control: what the policy forbids is reported.
    await page.evaluate(() => {
      const script = document.createElement('script')
      script.textContent = 'window.planted = true'
      document.body.append(script)
    })
    await expect.poll(reports).toContainEqual(expect.stringContaining('script-src'))
    expect(await page.evaluate(() => 'planted' in window)).toBe(false)
    await reload()
  })

  test('the program shows its page again even while the page still asks for files', async () => {
    await program.page.evaluate(() => setInterval(() => Object.assign(new Image(), { src: `/none-${performance.now()}.png` }), 1))
    await reload()
  })

  test('the page has the bridge and nothing of Node or Electron', async () => {
    const { page } = program
    const seen = await page.evaluate(() => ({
      bridge: Object.keys(window.bridge).sort(),
      files: Object.keys(window.bridge.files).sort(),
      isFrozen: Object.isFrozen(window.bridge) && Object.isFrozen(window.bridge.files),
      foreign: ['require', 'process', 'module', 'Buffer', 'ipcRenderer', 'electron'].filter((name) => name in window),
    }))
    expect(seen).toEqual({
      bridge: ['call', 'files', 'kind', 'onEvent', 'zoom'],
      files: ['open', 'pdf', 'reveal', 'save'],
      isFrozen: true,
      foreign: [],
    })
  })

  test('a call reaches the engine, and a refusal comes back as data', async () => {
    expect(await call('packs.list', {})).toMatchObject({
      ok: true,
      value: expect.arrayContaining([expect.objectContaining({ id: 'liuzhou-2020' })]),
    })
    expect(await call('report.open', { form: 'F1', period })).toMatchObject({ ok: false, error: { code: 'STORE_NOT_INITIALISED' } })
    const stranger = program.page.evaluate(() => window.bridge.call('__proto__', {}))
    expect(await stranger).toMatchObject({ ok: false, error: { code: 'UNKNOWN_METHOD' } })
  })

  test('a workbook chosen in the native dialog is parsed in a process of its own and applied', async () => {
    await value('profile.create', { role: 'county', packId: 'liuzhou-2020', unit: '450222' })
    const file = join(checkout, 'resources', 'samples', 'F1.xlsx')
    await program.app.evaluate(({ dialog }, path) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] })
    }, file)
    const preview = await program.page.evaluate(async (month) => {
      const opened = await window.bridge.files.open('workbook')
      if (opened.kind !== 'opened') throw new Error(opened.kind)
      const { name, bytes } = opened.file
      const reply = await window.bridge.call('import.preview', { form: 'F1', period: month, fileName: name, bytes })
      return { name, first: [...bytes.subarray(0, 2)], reply }
    }, period)
    expect(preview).toMatchObject({ name: 'F1.xlsx', first: [0x50, 0x4b], reply: { ok: true } })
    const { id } = (preview.reply as unknown as { value: { id: string } }).value // checked by the line above
    expect(await value('import.apply', { id })).toMatchObject({ removed: 0 })
    expect(await value('report.open', { form: 'F1', period })).toMatchObject({ rows: expect.arrayContaining([expect.anything()]) })
  })

  test('the plan’s document is read from a PDF whose Chinese font only the maps beside the program know', async () => {
    const say = iconv.encode('四、试写的措施', 'gbk').toString('hex')
    const pdf = [...onePage(Buffer.from(`BT /F1 16 Tf 80 700 Td <${say}> Tj ET`))]
    const reply = await program.page.evaluate(
      (bytes) => window.bridge.call('plan.attach', { fileName: '方案.pdf', bytes: Uint8Array.from(bytes) }),
      pdf,
    )
    expect(reply).toMatchObject({ ok: true, value: { format: 'pdf', paragraphs: [{ text: '四、试写的措施', page: 1 }] } })
    expect(await value('plan.clause', { clause: '柳州方案四' })).toMatchObject({ passages: [{ from: 0 }] })
    expect(await value('plan.detach', {})).toBe(true)
  })

  test('a chart is drawn by the part of the program that is loaded only for it', async () => {
    const { page } = program
    const edits = Object.entries({ yearTarget: '60', actualMonth: '5', actualYTD: '25' }).map(([field, text]) => ({
      kind: 'cell' as const,
      row: 'fixed-energy_consumption_total',
      field,
      value: text,
    }))
    await value('report.edit', { form: 'F3', period, baseVersion: 0, edits })
    await page.evaluate(() => {
      window.location.hash = '#/progress/2020-05/F3/energy_consumption_total'
    })
    await page.locator('.trend-picture svg text', { hasText: '12月' }).waitFor()
    await page.evaluate(() => {
      window.location.hash = '#/month/2020-05'
    })
  })

  test('what is not a workbook is refused and the program lives on', async () => {
    const bytes = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]
    const reply = await program.page.evaluate(
      ([month, text]) =>
        window.bridge.call('import.preview', { form: 'F1', period: month, fileName: 'a.xlsx', bytes: Uint8Array.from(text) }),
      [period, bytes] as const,
    )
    expect(reply).toMatchObject({ ok: false, error: { code: expect.stringMatching(/^(?:WORKBOOK|FILE)_/) } })
    expect((await call('app.info', {})).ok).toBe(true)
  })

  test('the page hears of changes', async () => {
    const heard = program.page.evaluate(
      () =>
        new Promise((resolve) => {
          const stop = window.bridge.onEvent((event) => {
            if (event.name !== 'report.changed') return
            stop()
            resolve(event.payload)
          })
        }),
    )
    await value('report.undo', { form: 'F1', period })
    await value('report.redo', { form: 'F1', period })
    expect(await heard).toMatchObject({ form: 'F1', period })
  })

  test('a file is saved where the dialog says, byte for byte', async () => {
    const file = join(home, '导出.xlsx')
    await program.app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = async () => ({ canceled: false, filePath })
    }, file)
    const saved = await program.page.evaluate(() => window.bridge.files.save('../任意.xlsx', new Uint8Array([0, 255, 80])))
    expect(saved).toEqual({ saved: true, name: '导出.xlsx' })
    expect([...readFileSync(file)]).toEqual([0, 255, 80])
  })

  test('a form is saved as a PDF, whole and without what stands around it on the screen', async () => {
    const { app, page } = program
    const file = join(home, 'F1.pdf')
    await app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = async () => ({ canceled: false, filePath })
    }, file)
    await page.evaluate((hash) => {
      window.location.hash = hash
    }, `#/print/F1/${period}`)
    await page.locator('.print-sheet table').first().waitFor()
    await page.locator('.print-tools button', { hasText: '存为 PDF' }).click()
    await expect.poll(() => existsSync(file)).toBe(true)
    const pages = await pdfPages(readFileSync(file))
    const { rows } = (await value('report.open', { form: 'F1', period })) as unknown as { rows: { values: Record<string, string> }[] } // F1 was imported above
    const all = pages.map(({ text }) => text).join('')
    expect(rows.filter(({ values }) => !all.includes((values.projectCode ?? '').normalize('NFKC')))).toEqual([])
    pages.forEach(({ text }, index) => {
      expect(text).toContain(`第${index + 1}页共${pages.length}页`)
      expect(text).not.toContain('工作台')
    })
    await page.evaluate((hash) => {
      window.location.hash = hash
    }, `#/month/${period}`)
  })

  test('no page leads away, opens a window or reaches the network', async () => {
    const { app, page } = program
    const reached = await page.evaluate(() =>
      fetch('https://example.invalid/').then(
        () => 'reached',
        () => 'refused',
      ),
    )
    expect(reached).toBe('refused')
    const before = page.url()
    await page.evaluate(() => void window.open('https://example.invalid/window'))
    await page.evaluate(() => {
      location.href = 'https://example.invalid/away'
    })
    await new Promise((resolve) => setTimeout(resolve, 500))
    expect(page.url()).toBe(before)
    expect(await page.locator('#root').innerText()).not.toBe('')
    expect(await app.evaluate(({ webContents }) => webContents.getAllWebContents().length)).toBe(1)
  })

  test('a second start shows the first window and ends', async () => {
    const focused = program.app.evaluate(({ app }) => new Promise((resolve) => app.once('second-instance', () => resolve(true))))
    expect(await runDesktop(home, folder())).toBe(0)
    expect(await focused).toBe(true)
  })

  test('another program is refused the data folder in Chinese', async () => {
    const { exit, stderr } = await tanbao('show', '--form', 'F1', '--period', period, '--data', data)
    expect({ exit, sentence: /[\u4e00-\u9fff]{6}/.test(stderr) }).toEqual({ exit: 2, sentence: true })
  })

  test('the data is there after a restart, and every other door finds it', async () => {
    const before = await value('report.open', { form: 'F1', period })
    const gone = new Promise((resolve) => program.app.process().once('exit', resolve))
    await program.app
      .evaluate(({ Menu }) => {
        Menu.getApplicationMenu()?.getMenuItemById('quit')?.click()
      })
      .catch(() => {}) // the program may be gone before it can answer
    await gone
    const shown = await tanbao('show', '--form', 'F1', '--period', period, '--data', data, '--json')
    expect({ exit: shown.exit, stderr: shown.stderr }).toEqual({ exit: 0, stderr: '' })
    program = await launchDesktop(home, folder())
    expect(await value('report.open', { form: 'F1', period })).toEqual(before)
  })

  test('the window shows the month, as in this picture', async () => {
    const { page } = program
    await expect.poll(() => page.locator('#root').innerText()).toMatch(/F1|高耗能/)
    const picture = await page.screenshot()
    expect(picture.length).toBeGreaterThan(10_000)
    if (process.env.TANBAO_PICTURES) writeFileSync(join(process.env.TANBAO_PICTURES, 'desktop.png'), picture)
  })
}
