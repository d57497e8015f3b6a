/** Folders that cannot be made or used for another reason than permission, with real files and folders. */
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { AppError } from '../../../shared/model/errors.ts'
import { errorSentence } from '../../../shared/text/errors.ts'
import { boiler, county, openTestEngine } from '../../helpers/test-engine.ts'

const at = { form: 'F4', period: '2020-05' } as const

function place(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tanbao-folders-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

async function open(dataDir: string) {
  const engine = openTestEngine({ dataDir })
  onTestFinished(() => engine.close())
  await engine.call('profile.create', county)
  return engine
}

const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof AppError ? [error.code, error.details] : String(error)),
  )

test('a file in the place of the backups is named wherever backups are made or listed, and nothing is lost by it', async () => {
  const dataDir = join(place(), 'data')
  const { call } = await open(dataDir)
  const backups = join(dataDir, 'backups')
  writeFileSync(backups, 'put here by mistake')
  const blocked = ['FOLDER_BLOCKED', { folder: backups, file: backups }]
  expect(await refusal(call('backup.create', {}))).toEqual(blocked)
  expect(await refusal(call('backup.list', {}))).toEqual(blocked)
  expect(await refusal(call('profile.leave', {}))).toEqual(blocked)
  await call('report.edit', { ...at, edits: [boiler(1)] })
  // The health check is asked to find such things: it must not be stopped by them.
  const { healthy, steps } = await call('doctor.run', {})
  expect([healthy, steps.find(({ id }) => id === 'backups')?.text.includes(backups)]).toEqual([false, true])
  // Data that are whole are not put aside as damaged because their backup could not be made.
  renameSync(backups, `${backups}.txt`)
  const { bytes } = await call('backup.bytes', { id: (await call('backup.create', {})).id })
  renameSync(backups, `${backups}.kept`)
  writeFileSync(backups, 'again')
  await call('report.edit', { ...at, edits: [boiler(2)] })
  expect(await refusal(call('backup.restore', { bytes, evenIfNewer: true }))).toEqual(blocked)
  expect((await call('report.open', at)).rows).toHaveLength(2)
})

test('a file in the place of the keys, or of the packs from outside, is named, and what it hides is not taken for lost', async () => {
  const dataDir = join(place(), 'data')
  const [keys, packs] = [join(dataDir, 'keys'), join(dataDir, 'packs')]
  mkdirSync(dataDir)
  writeFileSync(keys, 'put here by mistake')
  // The first run goes on without keys; they are made when they are needed.
  const { call, close } = await open(dataDir)
  expect(await refusal(call('keys.create', {}))).toEqual(['FOLDER_BLOCKED', { folder: keys, file: keys }])
  renameSync(keys, `${keys}.txt`)
  expect(await refusal(call('keys.create', {}))).toBe('done')
  await close()
  writeFileSync(packs, 'this too')
  expect(await refusal((async () => openTestEngine({ dataDir }))())).toEqual(['FOLDER_BLOCKED', { folder: packs, file: packs }])
})

test('a stick that was pulled out is told by its folder, and works on once it is back', async () => {
  const root = place()
  const [stick, away, mount] = [join(root, 'stick'), join(root, 'away'), join(root, 'mount')]
  mkdirSync(stick)
  symlinkSync(stick, mount)
  const dataDir = join(mount, 'data')
  const { call } = await open(dataDir)
  await call('report.edit', { ...at, edits: [boiler(1)] })
  renameSync(stick, away)
  const gone = ['DATA_FOLDER_MISSING', { folder: dataDir }]
  expect(await refusal(call('app.info', {}))).toEqual(gone)
  expect(await refusal(call('backup.create', {}))).toEqual(gone)
  expect(await refusal(call('backup.list', {}))).toEqual(gone)
  renameSync(away, stick)
  expect((await call('report.open', at)).rows.map(({ id }) => id)).toEqual(['boiler-1'])
  await call('backup.create', {})
})

test('a new folder on a drive that is not there is refused with its name when plan and unit have been chosen', async () => {
  const root = place()
  symlinkSync(join(root, 'nowhere'), join(root, 'drive'))
  const dataDir = join(root, 'drive', 'data')
  const { call, close } = openTestEngine({ dataDir })
  onTestFinished(close)
  expect(await refusal(call('profile.create', county))).toEqual(['DATA_FOLDER_MISSING', { folder: dataDir, fresh: true }])
  mkdirSync(join(root, 'nowhere'))
  await call('profile.create', county)
})

test('the sentences say which folder, that the data are safe, and what to do', () => {
  const blocked = errorSentence('FOLDER_BLOCKED', { folder: 'D:\\碳报\\backups', file: 'D:\\碳报' })
  expect(blocked).toMatch(/文件夹“D:\\碳报\\backups”不能用：“D:\\碳报”是一个文件.*已保存的数据没有任何改动.*改名或移到别处/)
  expect(errorSentence('FOLDER_BLOCKED', { folder: '甲', file: '甲' })).toMatch(/“甲”不能用：它的位置上是一个文件/)
  expect(errorSentence('DATA_FOLDER_MISSING', { folder: 'E:\\碳报', fresh: true })).toMatch(
    /没有建成数据文件夹“E:\\碳报”.*还没有保存过任何数据/,
  )
  expect(errorSentence('DATA_FOLDER_MISSING', { folder: 'E:\\碳报' })).toMatch(/“E:\\碳报”.*“已保存”的数据都在.*U盘.*插好/)
})
