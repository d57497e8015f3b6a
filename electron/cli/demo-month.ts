/** The demo county's workbooks, imported the way a clerk would. Used by the demo and by `--demo` of both doors. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Call, ImportPreview } from '../../shared/contract/index.ts'
import { AppError } from '../../shared/model/errors.ts'
import { demoText } from '../../shared/text/demo.ts'

export const demoCounty = { packId: 'liuzhou-2020', unit: '450222', period: '2020-05' } as const
export const demoFiles = [
  { form: 'F1', file: 'F1.xlsx' },
  { form: 'F4', file: 'F4.xlsx' },
] as const

/** Imports one sample. Throws IMPORT_UNDECIDED when the program had to ask: the samples need no answer. */
export async function importSample(call: Call, samplesDir: string, form: string, file: string): Promise<ImportPreview> {
  const bytes = new Uint8Array(await readFile(join(samplesDir, file)))
  const preview = await call('import.preview', { form, period: demoCounty.period, fileName: file, bytes })
  const first = preview.questions[0]
  if (first) throw new AppError('IMPORT_UNDECIDED', { count: preview.questions.length, first: first.message })
  await call('import.apply', { id: preview.id })
  return preview
}

/** Makes a new data folder a playground on the demo county; does nothing to a folder that is in use already. */
export async function seedDemo(call: Call, samplesDir: string): Promise<void> {
  const { profile } = await call('app.info', {})
  if (profile) return
  await call('profile.create', { role: 'county', packId: demoCounty.packId, unit: demoCounty.unit, people: demoText.people, demo: true })
  for (const { form, file } of demoFiles) await importSample(call, samplesDir, form, file)
}
