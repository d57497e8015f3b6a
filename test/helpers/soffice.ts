import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Converts a file with LibreOffice; each call has a profile of its own, so that tests may run side by side. */
export async function convertWithLibreOffice(bytes: Uint8Array, fileName: string, to: string): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), 'soffice-'))
  try {
    const source = join(folder, fileName)
    writeFileSync(source, bytes)
    const profile = `-env:UserInstallation=file://${folder}/profile`
    await run('soffice', [profile, '--headless', '--convert-to', to, '--outdir', join(folder, 'out'), source], { timeout: 100_000 })
    const name = fileName.slice(0, -extname(fileName).length)
    return readFileSync(join(folder, 'out', `${name}.${to.split(':')[0]}`))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Text of each page of a PDF, laid out as printed. */
export async function pagesOfPdf(pdf: Uint8Array): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'pdf-'))
  try {
    writeFileSync(join(folder, 'form.pdf'), pdf)
    const { stdout } = await run('pdftotext', ['-layout', join(folder, 'form.pdf'), '-'])
    return stdout.split('\f').filter((page) => page.trim() !== '')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
