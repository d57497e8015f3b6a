/** A plan one level up: its receiver hands its own report up to whom the plan names as its superior. */
import type { PackManifest, ReportingUnit } from './manifest-schema.ts'
import type { Pack } from './pack-types.ts'

type Places = Pick<PackManifest, 'receiver' | 'units'>

/** The receiver of a plan as a unit that reports itself: what it tells is about the places of all its units. */
export const receiverUnit = ({ receiver, units }: Places): ReportingUnit => ({
  id: receiver.id,
  name: receiver.name,
  // Like a board it cuts across counties, and answers for every indicator.
  kind: 'board',
  regionCodes: [...new Set(units.flatMap(({ gbCode, regionCodes }) => [...(gbCode === undefined ? [] : [gbCode]), ...regionCodes]))],
})

/** To whom a unit hands up; undefined for the plan's own receiver where the plan names nobody above it. */
export const addresseeOf = ({ receiver, superior }: PackManifest, unit: string): PackManifest['receiver'] | undefined =>
  unit === receiver.id ? superior : receiver

/** Whether a desk hands up a report of its own: a county always, the receiver where the plan names its superior, the superior never. */
export const handsUp = (
  { receiver, superior }: Pick<PackManifest, 'receiver' | 'superior'>,
  { role, unit }: { readonly role: 'county' | 'city'; readonly unit: string },
): boolean => role === 'county' || (unit === receiver.id && superior !== undefined)

const seen = new WeakMap<Pack, Pack>()
/** The plan as the superior's desk works with it: the receiver is the one unit that reports. The same plan gives the same object. */
export function seenBySuperior(pack: Pack): Pack {
  const known = seen.get(pack)
  if (known !== undefined) return known
  const { superior, ...manifest } = pack.manifest
  const above: Pack = { ...pack, manifest: { ...manifest, receiver: superior ?? manifest.receiver, units: [receiverUnit(manifest)] } }
  seen.set(pack, above)
  return above
}
