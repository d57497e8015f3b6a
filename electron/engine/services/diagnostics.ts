import { AppError } from '../../../shared/model/errors.ts'
import { holidaysKnownUntil } from '../../../shared/model/holidays.ts'
import { backupFolderText } from '../../../shared/text/backup-folder.ts'
import { doctorText } from '../../../shared/text/doctor.ts'
import { errorSentence } from '../../../shared/text/errors.ts'
import type { EngineContext, Service } from '../context.ts'
import type { InstalledPacks } from '../packs/packs.ts'
import { listBackups } from '../store/backups.ts'
import { freeBytes, hasBallast, lowSpaceBytes } from '../store/ballast.ts'
import { damagedFiles } from '../store/database.ts'
import { hasCurrentSchema, type OpenStore } from '../store/open-store.ts'
import { isSqliteNewEnough, readPragmas, sqliteVersion } from '../store/pragmas.ts'
import type { SecondBackups } from '../store/second-backups.ts'
import type { StoreHolder } from '../store-holder.ts'
import { surveyEvidence, surveyPackages } from './kept-files.ts'

interface Step {
  readonly id: string
  readonly ok: boolean
  readonly text: string
  readonly advice: string | null
}

const dayMs = 86_400_000
const oldBackupDays = 7

const step = (id: string, ok: boolean, text: string, advice: string): Step => ({ id, ok, text, advice: ok ? null : advice })

function databaseSteps(store: OpenStore): Step[] {
  const { database } = store
  const integrity = String(database.pragma('integrity_check(1)', { simple: true }))
  const audit = store.verifyAudit()
  const wrong = readPragmas(database, store.journal).filter((reading) => reading.found !== reading.wanted)
  const version = sqliteVersion(database)
  return [
    step('integrity', integrity === 'ok', doctorText.integrity(integrity === 'ok'), doctorText.restoreAdvice),
    step('schema', hasCurrentSchema(database), doctorText.schema, doctorText.askAdvice),
    step('audit', audit.firstBad === null, doctorText.audit(audit.entries, audit.firstBad), doctorText.auditAdvice),
    step(
      'settings',
      wrong.length === 0,
      doctorText.settings(
        store.journal,
        wrong.map((reading) => reading.name),
      ),
      doctorText.askAdvice,
    ),
    step('sqlite', isSqliteNewEnough(version), doctorText.sqlite(version), doctorText.askAdvice),
  ]
}

/** Damaged files that are named; there may be as many as the disk has faults. */
const mostNamed = 3

function fileSteps(store: OpenStore): Step[] {
  const evidence = surveyEvidence(store)
  const packages = surveyPackages(store)
  const places = evidence.damaged.slice(0, mostNamed).map(({ name, form, period }) => doctorText.evidencePlace(name, form, period))
  const names = packages.damaged.slice(0, mostNamed).map(({ fileName }) => fileName)
  const [badFiles, badPackages] = [evidence.damaged.length, packages.damaged.length]
  return [
    step('evidence', badFiles === 0, doctorText.evidence(evidence.all, badFiles, places), doctorText.evidenceAdvice),
    step('packages', badPackages === 0, doctorText.packages(packages.all, badPackages, names), doctorText.packagesAdvice),
  ]
}

/** The check is run to learn what is wrong: a folder that cannot be read is one of its findings. */
function orRefusal(id: string, look: () => Step[]): Step[] {
  try {
    return look()
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return [step(id, false, errorSentence(error.code, error.details), doctorText.askAdvice)]
  }
}

function backupSteps(holder: StoreHolder, now: Date): Step[] {
  const newest = listBackups(holder.folder)[0]
  const days = newest && Math.floor((now.getTime() - Date.parse(newest.at)) / dayMs)
  const ok = days !== undefined && (days < oldBackupDays || !holder.current().unsavedInBackup())
  return [step('backups', ok, doctorText.backups(newest?.id, days), doctorText.backupAdvice)]
}

function secondBackupSteps(seen: SecondBackups): Step[] {
  const { second } = seen.view()
  if (second === null) return [step('secondBackup', true, backupFolderText.unset, '')]
  const ok = second.state === 'done' || second.state === 'copying'
  return [step('secondBackup', ok, backupFolderText.standing(second), backupFolderText.advice(second.fault))]
}

function spaceSteps({ folder }: StoreHolder): Step[] {
  const free = freeBytes(folder)
  const isLaid = hasBallast(folder)
  return [
    step('space', free >= lowSpaceBytes, doctorText.space(free), doctorText.spaceAdvice),
    step('reserve', isLaid || free < lowSpaceBytes, doctorText.reserve(isLaid), doctorText.spaceAdvice),
  ]
}

const folderSteps = (holder: StoreHolder, second: SecondBackups, now: Date): Step[] => [
  ...orRefusal('space', () => spaceSteps(holder)),
  ...orRefusal('backups', () => backupSteps(holder, now)),
  ...orRefusal('secondBackup', () => secondBackupSteps(second)),
  ...orRefusal('damaged', () => [step('damaged', true, doctorText.damaged(damagedFiles(holder.folder).length), '')]),
]

function packSteps(context: EngineContext, packs: InstalledPacks): Step[] {
  const broken = [...packs.problems()].flatMap(([id, [problem]]) =>
    problem ? [step(`pack:${id}`, false, doctorText.packBroken(id, problem), doctorText.packAdvice)] : [],
  )
  const installed = packs
    .list()
    .map((pack) => step(`pack:${pack.manifest.id}`, true, doctorText.pack(pack.manifest.id, pack.manifest.version, pack.digest), ''))
  const profile = context.store().profile.get()
  if (!profile) return [...installed, ...broken]
  const manifest = packs.list().find((pack) => pack.manifest.id === profile.packId)?.manifest
  const now = manifest?.version
  const same = now === profile.packVersion
  return [
    ...installed,
    ...broken,
    step('plan', same, doctorText.plan(profile.packId, profile.packVersion, now), doctorText.planAdvice),
    step('holidays', true, doctorText.holidays(holidaysKnownUntil(manifest?.calendar.holidays)), ''),
  ]
}

export function createDiagnosticsService(
  context: EngineContext,
  holder: StoreHolder,
  packs: InstalledPacks,
  second: SecondBackups,
): Service<'doctor.run'> {
  return {
    'doctor.run'() {
      const now = context.ports.clock.now()
      const store = holder.current()
      const steps = [...databaseSteps(store), ...fileSteps(store), ...folderSteps(holder, second, now), ...packSteps(context, packs)]
      return { healthy: steps.every(({ ok }) => ok), steps }
    },
  }
}
