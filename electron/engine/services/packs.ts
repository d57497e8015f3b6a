import { join } from 'node:path'
import type { PackSummary, Profile } from '../../../shared/contract/index.ts'
import { packData } from '../../../shared/forms/pack.ts'
import type { Pack, PackData } from '../../../shared/forms/pack-types.ts'
import { AppError } from '../../../shared/model/errors.ts'
import { levels } from '../../../shared/model/level.ts'
import type { EngineContext, Service } from '../context.ts'
import { readFolderBytes } from '../packs/folder-bytes.ts'
import { installedPacksFolder, installPack } from '../packs/installed.ts'
import { libraryFolder } from '../packs/load-pack.ts'
import type { InstalledPacks } from '../packs/packs.ts'
import { forgetKey } from '../packs/trusted-keys.ts'
import { packStatus, whyUnusable } from './pack-status.ts'

function summary(pack: Pack): PackSummary {
  const { manifest } = pack
  return {
    id: manifest.id,
    version: manifest.version,
    title: manifest.title,
    validFrom: manifest.validFrom,
    validTo: manifest.validTo,
    draft: manifest.draft,
    receiver: manifest.receiver.name,
    desks: [manifest.receiver, ...(manifest.superior ? [manifest.superior] : [])],
    units: manifest.units.map(({ id, name, kind }) => ({ id, name, kind })),
    forms: manifest.forms.flatMap(({ id, required }) => {
      const form = pack.forms.get(id)
      return form ? [{ id, title: form.title, fields: form.fields.length, required }] : []
    }),
    rules: pack.rules.length,
    rulesByLevel: Object.fromEntries(levels.map((level) => [level, pack.rules.filter((rule) => rule.level === level).length])),
    indicators: pack.indicators.length,
  }
}

export interface PackServiceParts {
  readonly packs: InstalledPacks
  readonly packsDir: string
  readonly dataDir: string
  /** A version kept in the data folder that is not the one installed. */
  readonly earlier: (id: string, version: string) => PackData | undefined
  readonly context: EngineContext
  /** Takes what is installed into the database. */
  readonly carry: () => Promise<void>
}

export function createPackService({
  packs,
  packsDir,
  dataDir,
  earlier,
  context,
  carry,
}: PackServiceParts): Service<'packs.list' | 'pack.get' | 'pack.install' | 'pack.status' | 'pack.forgetKey'> {
  const { ports } = context
  const folder = installedPacksFolder(dataDir)
  const profile = (): Profile | undefined => {
    try {
      return context.store().profile.get()
    } catch (error) {
      // Packs can be looked at and put in before there are data, and when they are damaged.
      if (error instanceof AppError) return undefined
      throw error
    }
  }
  const status = () => packStatus(context, packs, folder, profile())
  return {
    'pack.status': status,
    async 'pack.forgetKey'({ fingerprint }) {
      // Reading the pack once more keeps it, so that what was made with it stays readable.
      whyUnusable(context)
      forgetKey(folder, fingerprint)
      packs.refresh()
      await carry()
      ports.emit({ name: 'profile.changed', payload: {} })
      return status()
    },
    async 'pack.install'({ bytes, trust }) {
      const installed = await installPack(bytes, {
        folder,
        library: readFolderBytes(join(packsDir, libraryFolder)),
        present: packs.version,
        shipped: packs.shippedVersion,
        ...(trust === undefined ? {} : { trust }),
        now: ports.clock.now(),
        newId: ports.newId(),
      })
      packs.refresh()
      await carry()
      ports.emit({ name: 'profile.changed', payload: {} })
      return installed
    },
    'packs.list': () => packs.list().map(summary),
    'pack.get'({ id, version }) {
      const kept = version === undefined ? undefined : earlier(id, version)
      const current = packs.version(id)
      if (kept === undefined && version !== undefined && version !== current)
        throw new AppError('PACK_UNKNOWN', { pack: `${id} ${version}` })
      return kept ?? packData(packs.get(id))
    },
  }
}
