/** Packs as they were in the versions that reports of this folder were made with: what was sealed stays as it was. */
import { packData, packFromData } from '../../../shared/forms/pack.ts'
import type { Pack, PackData } from '../../../shared/forms/pack-types.ts'
import { AppError } from '../../../shared/model/errors.ts'
import type { EngineContext } from '../context.ts'
import type { Store } from '../store/types.ts'

interface Read {
  readonly json: string
  readonly pack: Pack
}
/** A pack is compiled for formulas by its identity, so each is made once. */
const made = new WeakMap<Store, Map<string, Read>>()

/** The pack as it was in a version that reports were made with; undefined when it was not kept. */
export const keptPack = (store: Store, id: string, version: string): Pack | undefined => {
  const json = store.packVersions.kept(id, version)
  if (json === undefined) return undefined
  const known = made.get(store) ?? new Map<string, Read>()
  made.set(store, known)
  const name = `${id} ${version}`
  const same = known.get(name)
  if (same?.json === json) return same.pack
  const pack = packFromData(JSON.parse(json) as PackData) // written by keepPack
  known.set(name, { json, pack })
  return pack
}

/** Keeps what is needed to read reports made with this version. Rules judge only with the version that counts. */
export const keepPack = (store: Store, pack: Pack): void => {
  const { id, version } = pack.manifest
  const json = JSON.stringify({ ...packData(pack), rules: [] })
  if (store.packVersions.kept(id, version) !== json) store.packVersions.keep(id, version, json)
}

/** A version of the folder's pack, whether or not the pack can be used any more; undefined when it is not known. */
export const packInVersion = (context: EngineContext, version: string): Pack | undefined => {
  const store = context.store()
  const profile = store.profile.get()
  if (profile === undefined) return undefined
  try {
    const pack = context.packs.get(profile.packId)
    if (pack.manifest.version === version) return pack
  } catch (error) {
    if (!(error instanceof AppError)) throw error
  }
  return keptPack(store, profile.packId, version)
}

/**
 * What a report is read with: a sealed one with the pack of the version it was sealed with, everything else with the pack
 * that counts. A version that was never kept is read with the pack that counts too.
 */
export const readingContext = (context: EngineContext, form: string, period: string): EngineContext => {
  const stored = context.store().reports.summary(form, period)
  const pack = stored?.sealed === true ? packInVersion(context, stored.packVersion) : undefined
  return pack === undefined ? context : { ...context, pack: () => pack }
}

/** Names of the fields of a form in any version that is kept; the newest name that a key had. */
export const fieldNames = (context: EngineContext, form: string): ((key: string) => string | null) => {
  const store = context.store()
  const id = store.profile.get()?.packId ?? ''
  let names: Map<string, string> | undefined
  const read = (): Map<string, string> => {
    const found = new Map<string, string>()
    for (const version of store.packVersions.keptVersions(id))
      for (const field of keptPack(store, id, version)?.forms.get(form)?.fields ?? []) found.set(field.key, field.label)
    return found
  }
  return (key) => {
    names ??= read()
    return names.get(key) ?? null
  }
}
