import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { PackSummary } from '../../../shared/contract/index.ts'
import { packData } from '../../../shared/forms/pack.ts'
import type { Pack } from '../../../shared/forms/schema.ts'
import type { PackProblem } from '../../../shared/forms/source.ts'
import { AppError } from '../../../shared/model/errors.ts'
import { levels } from '../../../shared/model/level.ts'
import type { Packs, Service } from '../context.ts'
import { libraryFolder, loadPack, type PackFiles, packIds, readPackFiles } from '../packs/load-pack.ts'

export interface PackRegistry extends Packs {
  /** Installed packs that were refused, each with its first mistake. */
  broken(): readonly { readonly id: string; readonly problem: PackProblem }[]
}

type Loaded = { readonly ok: true; readonly pack: Pack } | { readonly ok: false; readonly problem: PackProblem }

/** The packs of one folder, each read once and only when it is asked for. A pack with one mistake is not there. */
export function createPackRegistry(packsDir: string): PackRegistry {
  const loaded = new Map<string, Loaded>()
  let library: PackFiles | undefined
  const ids = (): string[] => (existsSync(packsDir) ? packIds(packsDir) : [])
  const load = (id: string): Loaded => {
    const known = loaded.get(id)
    if (known) return known
    const libraryPath = join(packsDir, libraryFolder)
    library ??= existsSync(libraryPath) ? readPackFiles(libraryPath) : new Map()
    const result = judge(id, loadPack(id, readPackFiles(join(packsDir, id)), library))
    loaded.set(id, result)
    return result
  }
  return {
    list: () =>
      ids().flatMap((id) => {
        const result = load(id)
        return result.ok ? [result.pack] : []
      }),
    get(id) {
      if (!ids().includes(id)) throw new AppError('PACK_UNKNOWN', { pack: id })
      const result = load(id)
      if (result.ok) return result.pack
      throw new AppError('PACK_INVALID', { pack: id, ...result.problem })
    },
    broken: () =>
      ids().flatMap((id) => {
        const result = load(id)
        return result.ok ? [] : [{ id, problem: result.problem }]
      }),
  }
}

function judge(id: string, result: ReturnType<typeof loadPack>): Loaded {
  if (result.ok) return { ok: true, pack: result.value.pack }
  return { ok: false, problem: result.problems[0] ?? { file: id, line: 1, message: '' } }
}

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

export function createPackService(packs: Packs): Service<'packs.list' | 'pack.get'> {
  return {
    'packs.list': () => packs.list().map(summary),
    'pack.get': ({ id }) => packData(packs.get(id)),
  }
}
