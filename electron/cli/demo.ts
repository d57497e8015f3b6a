/** `npm run demo`: a county's whole month without a screen, on the real engine, with an account of each step. */
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Call, CheckResult, ImportPreview } from '../../shared/contract/index.ts'
import { AppError } from '../../shared/model/errors.ts'
import { needsExplanation } from '../../shared/model/level.ts'
import { demoText } from '../../shared/text/demo.ts'
import { readDemoCounty, readDemoWorkbook } from '../engine/demo-county.ts'
import { resourcesDir } from '../engine/entry-points.ts'
import { writeNamedFile } from './disk.ts'
import { openSession } from './session.ts'

const samplesDir = join(resourcesDir(), 'samples')
const { period, packId, unit, people, workbooks } = readDemoCounty(samplesDir)
const say = (line: string) => void process.stdout.write(`${line}\n`)

/** Does one step and says how long it took and what came of it. */
async function step<T>(title: string, work: () => Promise<T>, outcome: (result: T) => readonly string[] = () => []): Promise<T> {
  const start = performance.now()
  const result = await work()
  say(`● ${title}  ${Math.round(performance.now() - start)} ms`)
  for (const line of outcome(result)) say(`    ${line}`)
  return result
}

const failing = (check: CheckResult) => check.findings.filter((finding) => finding.level === '强制性' && finding.outcome === 'fail')
const unexplained = (check: CheckResult) =>
  check.findings.filter((finding) => needsExplanation(finding.level) && finding.outcome === 'fail' && finding.explanation === null)

function account(check: CheckResult): string[] {
  return [
    demoText.blocked(failing(check).length, unexplained(check).length),
    ...[...failing(check), ...unexplained(check)].map((finding) => demoText.finding(finding.level, finding.message)),
  ]
}

/** Imports one sample. Throws IMPORT_UNDECIDED when the program had to ask: the samples need no answer. */
async function importSample(call: Call, form: string, file: string): Promise<ImportPreview> {
  const preview = await call('import.preview', { form, period, fileName: file, bytes: readDemoWorkbook(samplesDir, file) })
  const first = preview.questions[0]
  if (first) throw new AppError('IMPORT_UNDECIDED', { count: preview.questions.length, first: first.message })
  await call('import.apply', { id: preview.id })
  return preview
}

/** The one slip in the ledger: a new boiler of 18 t/h typed as 8. */
async function fixCapacity(call: Call): Promise<{ row: string; before: string; after: string }> {
  const saved = await call('report.set', { form: 'F4', period, row: '4502220005', field: 'capacityTph', value: '18', why: demoText.why })
  return { row: saved.row, before: saved.before ?? '', after: saved.after ?? '' }
}

async function explainAll(call: Call, check: CheckResult): Promise<number> {
  const open = unexplained(check)
  for (const finding of open) await call('finding.explain', { period, finding: finding.id, text: demoText.reason(finding.message) })
  return open.length
}

async function month(call: Call, folder: string): Promise<boolean> {
  const { steps } = demoText
  await step(steps.create, () => call('profile.create', { role: 'county', packId, unit, people }))
  for (const { form, file } of workbooks) {
    await step(
      steps.import(form, file),
      () => importSample(call, form, file),
      (preview) => [
        demoText.imported(preview.counts.rows, preview.problems.length),
        ...preview.problems.map((one) => `${one.cell} ${one.message}`),
      ],
    )
  }
  await step(steps.check, () => call('check.run', { period }), account)
  await step(
    steps.fix,
    () => fixCapacity(call),
    ({ row, before, after }) => [demoText.fixed(row, before, after)],
  )
  const checked = await step(steps.recheck, () => call('check.run', { period }), account)
  if (checked.blocked) {
    say(demoText.stillBlocked(failing(checked).length))
    return false
  }
  await step(
    steps.explain,
    () => explainAll(call, checked),
    (n) => [demoText.explained(n), demoText.ready],
  )
  for (const { form } of workbooks) {
    const write = async () => {
      const workbook = await call('export.workbook', { form, period })
      return writeNamedFile(join(folder, workbook.fileName), workbook.bytes)
    }
    await step(steps.export(form), write, (file) => [file])
  }
  const submit = async () => {
    const summary = await call('submission.create', { period })
    const { bytes, fileName } = await call('submission.bytes', { packageId: summary.packageId })
    return { file: await writeNamedFile(join(folder, fileName), bytes), bytes, summary }
  }
  const { bytes } = await step(steps.submit, submit, ({ file, summary }) => [file, `SHA-256 ${summary.sha256}`])
  const verdict = await step(
    steps.verify,
    () => call('submission.verify', { bytes }),
    (result) => (result.ok ? [demoText.verified(result.files)] : [demoText.failed, ...result.problems.map((problem) => problem.message)]),
  )
  return verdict.ok
}

const start = performance.now()
const folder = await mkdtemp(join(tmpdir(), 'tanbao-demo-'))
say(demoText.title)
const session = await openSession({ dataDir: join(folder, 'data'), packsDir: join(resourcesDir(), 'packs'), create: true })
try {
  process.exitCode = (await month(session.call, folder)) ? 0 : 1
} finally {
  await session.close()
}
say(demoText.folder(folder))
say(demoText.total(((performance.now() - start) / 1000).toFixed(1)))
