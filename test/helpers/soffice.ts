import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
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
    await run('soffice', [profile, '--headless', '--convert-to', to, '--outdir', join(folder, 'out'), source], { timeout: 300_000 })
    const name = fileName.slice(0, -extname(fileName).length)
    return readFileSync(join(folder, 'out', `${name}.${to.split(':')[0]}`))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Many workbooks as LibreOffice saves them as .xlsx, by name; one start for all of them. */
export async function savedByLibreOffice(files: ReadonlyMap<string, Uint8Array>): Promise<ReadonlyMap<string, Buffer>> {
  const folder = mkdtempSync(join(tmpdir(), 'soffice-'))
  try {
    const stored = [...files].map(([name, bytes], index) => ({
      name,
      bytes,
      base: `f${index}`,
      path: join(folder, `f${index}${extname(name)}`),
    }))
    for (const { path, bytes } of stored) writeFileSync(path, bytes)
    const profile = `-env:UserInstallation=file://${folder}/profile`
    const out = join(folder, 'out')
    await run('soffice', [profile, '--headless', '--convert-to', 'xlsx', '--outdir', out, ...stored.map(({ path }) => path)], {
      timeout: 300_000,
      maxBuffer: 1 << 26,
    })
    return new Map(stored.map(({ name, base }) => [name, readFileSync(join(out, `${base}.xlsx`))]))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** All sheets of many workbooks as LibreOffice shows them, by file and by sheet; one start for all of them. */
export async function sheetsAsCsv(files: ReadonlyMap<string, Uint8Array>): Promise<ReadonlyMap<string, ReadonlyMap<string, string>>> {
  const folder = mkdtempSync(join(tmpdir(), 'soffice-'))
  try {
    const names = [...files.keys()]
    // A name without a hyphen: what stands behind the first one is the sheet's.
    const stored = names.map((name, index) => ({ name, base: `f${index}`, path: join(folder, `f${index}${extname(name)}`) }))
    for (const { name, path } of stored) writeFileSync(path, files.get(name) ?? new Uint8Array())
    const filter = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1'
    const profile = `-env:UserInstallation=file://${folder}/profile`
    const out = join(folder, 'out')
    await run('soffice', [profile, '--headless', '--convert-to', filter, '--outdir', out, ...stored.map(({ path }) => path)], {
      timeout: 300_000,
      maxBuffer: 1 << 26,
    })
    const written = readdirSync(out)
    const sheetsOf = (base: string) => written.filter((file) => file.startsWith(`${base}-`))
    return new Map(
      stored.map(({ name, base }) => [
        name,
        new Map(sheetsOf(base).map((file) => [file.slice(base.length + 1, -'.csv'.length), readFileSync(join(out, file), 'utf8')])),
      ]),
    )
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
