import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { Handlers, Profile } from '../../shared/contract/index.ts'
import { packData } from '../../shared/forms/pack.ts'
import type { Pack } from '../../shared/forms/pack-types.ts'
import { seenBySuperior } from '../../shared/forms/superior.ts'
import { AppError } from '../../shared/model/errors.ts'
import type { CityStore } from './city/city-store.ts'
import type { EngineContext } from './context.ts'
import { preparedPacksDir } from './entry-points.ts'
import { createJobs } from './jobs.ts'
import { openKeyRing } from './keys/key-ring.ts'
import { carriedPacks } from './packs/carried-packs.ts'
import { installedPacksFolder } from './packs/installed.ts'
import { openPacks } from './packs/packs.ts'
import type { EnginePorts } from './ports.ts'
import { createBackupService } from './services/backups.ts'
import { createChecker, createCheckService } from './services/checks.ts'
import { cityDesk, createCityService } from './services/city.ts'
import { createDemoService } from './services/demo.ts'
import { createDiagnosticsService } from './services/diagnostics.ts'
import { createEvidenceService } from './services/evidence.ts'
import { createExchangeService } from './services/exchange.ts'
import { createExportService } from './services/exports.ts'
import { createFillService } from './services/fill.ts'
import { createFindingListService } from './services/finding-list.ts'
import { createFormerNamesService } from './services/former-names.ts'
import { createGridService } from './services/grid.ts'
import { createImportService } from './services/imports.ts'
import { keepPack, keptPack } from './services/kept-packs.ts'
import { createKeyService } from './services/keys.ts'
import { createLogService } from './services/log.ts'
import { createLooksService } from './services/looks.ts'
import { createNoteService } from './services/notes.ts'
import { createOutboxService } from './services/outbox.ts'
import { ensureKeys } from './services/own-keys.ts'
import { packForDrafts } from './services/pack-status.ts'
import { createPackUpgradeService } from './services/pack-upgrade.ts'
import { createPackService } from './services/packs.ts'
import { createPasswordService } from './services/passwords.ts'
import { createPastService } from './services/past.ts'
import { createPlanDocumentService } from './services/plan-document.ts'
import { createPrintService } from './services/prints.ts'
import { createProfileService } from './services/profile.ts'
import { createProgressService } from './services/progress.ts'
import { createReportService } from './services/reports.ts'
import { createReviewService } from './services/review.ts'
import { voidDependents } from './services/review-void.ts'
import { createSubmissionService } from './services/submissions.ts'
import { createTaskService } from './services/tasks.ts'
import { createTownService } from './services/towns.ts'
import type { OpenStore } from './store/open-store.ts'
import { createSecondBackups } from './store/second-backups.ts'
import { holdStore, type StoreHolder } from './store-holder.ts'
import { createSyncOffice } from './sync/office.ts'
import { targetSecret } from './sync/target-secret.ts'
import { startUnattended } from './sync/unattended.ts'
import { startUpkeep } from './upkeep.ts'

export interface EngineOptions {
  readonly dataDir: string
  readonly packsDir: string
  readonly ports: EnginePorts
  /** The folder may be new: it is made once plan and unit have been chosen. */
  readonly create?: boolean
  /** Where a city's packages lie, when not in the data folder. */
  readonly cityStore?: CityStore
  /** How people ask for what is done here, as the history names it; absent: by a button. */
  readonly asked?: 'button' | 'command'
}
export interface Engine {
  readonly handlers: Handlers
  /** Compiles the rules of the plan, if there is one: the first check would otherwise wait for it. */
  prepareRules(): void
  /** Stops long work, backs up what is new, writes everything out. Nothing may be asked afterwards. */
  close(): Promise<void>
}

/**
 * Puts the engine together on one data folder.
 * Throws FOLDER_BLOCKED, DATA_FOLDER_IN_USE, DATA_FOLDER_NETWORK, STORE_FROM_FUTURE, STORE_READ_ONLY, DISK_FULL. A folder
 * that is missing or damaged does not stop it: packs, backups and restoring still work, and everything else says why it cannot.
 */
export function createEngine({ dataDir, packsDir, ports, create = false, cityStore, asked }: EngineOptions): Engine {
  const packs = openPacks(packsDir, { installed: installedPacksFolder(dataDir), prepared: preparedPacksDir() })
  const now = () => ports.clock.now()
  const second = createSecondBackups({ dataDir, log: ports.log, changed: () => ports.emit({ name: 'backup.changed', payload: {} }) })
  const holder: StoreHolder = holdStore({
    dataDir,
    create,
    now,
    log: ports.log,
    ...(asked === undefined ? {} : { asked }),
    onBackup: second.copy,
    keyFields: (form) => packOf()?.forms.get(form)?.naturalKey ?? [],
  })
  const packOf = () => {
    const profile = holder.isOpen() ? holder.current().profile.get() : undefined
    return profile && packs.get(profile.packId)
  }
  /** The database carries the packs from outside, so that a backup is whole. */
  const carry = async (): Promise<void> => {
    if (!holder.isOpen()) return
    const { packVersions } = holder.current()
    const json = await carriedPacks(installedPacksFolder(dataDir), packVersions.carried())
    if (json !== undefined && holder.isOpen()) packVersions.setCarried(json)
  }
  let remembered: { readonly pack: Pack; readonly store: OpenStore } | undefined
  /** The version that reports are made with is kept, so that they stay readable under a later one. */
  const remember = (profile: Profile, pack: Pack): void => {
    const store = holder.current()
    // After a restore, or a playground that was left, the data are others, which may not hold the pack.
    if ((remembered?.pack === pack && remembered.store === store) || profile.packVersion !== pack.manifest.version) return
    remembered = { pack, store }
    try {
      keepPack(store, pack)
    } catch (error) {
      ports.log.error('the pack could not be kept', error)
    }
  }
  const jobs = createJobs(ports.emit, ports.stopped)
  const context: EngineContext = {
    ports: {
      ...ports,
      emit(event) {
        ports.emit(event)
        // Other forms may compute with the one that has changed: what was signed for them is looked at again.
        if (event.name !== 'report.changed') return
        try {
          voidDependents(context, event.payload.form, event.payload.period)
        } catch (error) {
          // The edit is saved and must not be answered as failed; reading the review and sealing look again by themselves.
          ports.log.error('signatures that rest on a changed report could not be looked at', error)
        }
      },
    },
    packs,
    jobs,
    keys: openKeyRing({ folder: join(dataDir, 'keys'), secrets: ports.secrets, random: ports.random ?? randomBytes }),
    checker: createChecker(() => context),
    store: holder.current,
    pack() {
      const profile = holder.current().profile.get()
      if (!profile) throw new AppError('STORE_NOT_INITIALISED')
      const pack = packForDrafts(packs, profile)
      remember(profile, pack)
      return profile.role === 'city' && profile.unit === pack.manifest.superior?.id ? seenBySuperior(pack) : pack
    },
    rules: () => packs.rules(context.pack().manifest.id),
  }
  const upkeep = startUpkeep(holder, now, ports.log)
  const secret = targetSecret(join(dataDir, 'keys'), ports.secrets)
  const office = createSyncOffice(context, secret, cityDesk(context, cityStore))
  // No attempt of an earlier life is under way.
  if (holder.isOpen()) office.courier.restarted()
  const unattended = startUnattended(context, holder.isOpen, office)
  const profiles = createProfileService(context, holder, second)
  const imports = createImportService(context)
  const tasks = createTaskService(context)
  const handlers: Handlers = {
    ...createPackService({
      packs,
      packsDir,
      dataDir,
      earlier: (id, version) => {
        const kept = packs.version(id) === version || !holder.isOpen() ? undefined : keptPack(holder.current(), id, version)
        return kept && packData(kept)
      },
      context,
      carry,
    }),
    ...createPackUpgradeService(context),
    ...profiles,
    async 'profile.create'(input) {
      const profile = await profiles['profile.create'](input)
      try {
        if (!profile.demo) await ensureKeys(context)
      } catch (error) {
        // They are made when something is to be signed.
        ports.log.error('the keys could not be made', error)
      }
      await carry()
      return profile
    },
    // The samples lie beside the packs, in the checkout as in an installed program.
    ...createDemoService(join(packsDir, '..', 'samples'), { ...profiles, ...imports }),
    ...createLooksService(context, holder),
    ...createGridService(context),
    ...tasks,
    ...createProgressService(context),
    ...createTownService(context),
    ...createReportService(context),
    ...createFormerNamesService(context),
    ...imports,
    ...createExportService(context),
    ...createPrintService(context),
    ...createPastService(context),
    ...createLogService(context),
    ...createFillService(context),
    ...createReviewService(context),
    ...createPasswordService(context),
    ...createNoteService(context),
    ...createEvidenceService(context),
    ...createSubmissionService(context),
    ...createKeyService(context),
    ...createExchangeService(context),
    ...createOutboxService(context, office, secret),
    ...createCheckService(context),
    ...createFindingListService(context),
    ...createPlanDocumentService(context),
    ...createCityService(context, cityStore),
    ...createBackupService({
      ...{ context, holder, packs, installed: installedPacksFolder(dataDir), carry, tasks: tasks['tasks.list'], second },
      // A backup may have been made in the middle of an attempt, which nobody goes on with.
      restored: office.courier.restarted,
    }),
    ...createDiagnosticsService(context, holder, packs, second),
    'job.cancel': ({ job }) => jobs.cancel(job),
  }
  return {
    handlers: eachTime(upkeep.touch, handlers),
    prepareRules() {
      try {
        context.rules()
      } catch (error) {
        // Whoever asks for a check is told why there can be none.
        if (!(error instanceof AppError)) ports.log.error('the rules could not be compiled', error)
      }
    },
    async close() {
      jobs.cancelAll()
      await unattended.close()
      await ports.parser.close()
      upkeep.finish()
      await second.close()
      holder.close()
    },
  }
}

/** The same handlers, each doing something first. */
function eachTime(first: () => void, handlers: Handlers): Handlers {
  const entries = Object.entries(handlers).map(([method, handler]) => [
    method,
    (input: never) => {
      first()
      return handler(input)
    },
  ])
  return Object.fromEntries(entries) as Handlers // every method is there, with its own handler behind it
}
