import { packFromData } from '../../../shared/forms/pack.ts'
import type { Pack, PackData } from '../../../shared/forms/pack-types.ts'
import { type CompiledRules, compileRules } from '../../../shared/rules/compile-rules.ts'
import type { CityStore } from './city-store.ts'
import type { CityDesk } from './desk.ts'

export interface CompiledPlan {
  readonly pack: Pack
  readonly rules: CompiledRules
}
/** Compiling takes a third of a second, so each plan is compiled once for a store. */
const compiled = new WeakMap<CityStore, Map<string, CompiledPlan>>()

/** A pack with its rules, compiled once. */
export function compiledPlan(store: CityStore, pack: Pack): CompiledPlan {
  const known = compiled.get(store) ?? new Map<string, CompiledPlan>()
  compiled.set(store, known)
  const found = known.get(pack.digest) ?? { pack, rules: compileRules(pack) }
  known.set(pack.digest, found)
  return found
}

/** The plan that packages with this digest were made with; undefined when it never was at this desk. */
export async function planOf({ store, pack }: CityDesk, digest: string): Promise<CompiledPlan | undefined> {
  const known = compiled.get(store)?.get(digest)
  if (known !== undefined) return known
  const current = pack()
  if (current.digest === digest) return compiledPlan(store, current)
  const json = await store.plan(digest)
  return json === undefined ? undefined : compiledPlan(store, packFromData(JSON.parse(json) as PackData)) // written by keepPlan
}
