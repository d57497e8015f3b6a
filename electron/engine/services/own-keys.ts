/** The keys of this data folder: made when they are first needed, so that nobody has to think of them. */
import { AppError } from '../../../shared/model/errors.ts'
import type { EngineContext } from '../context.ts'
import type { KeyRing, Owner } from '../keys/key-ring.ts'

/** Whose keys they are. Throws STORE_NOT_INITIALISED. */
export function ownerOf(context: EngineContext): Owner {
  const profile = context.store().profile.get()
  if (!profile) throw new AppError('STORE_NOT_INITIALISED')
  // Where a city wants its packages is chosen later and announced then.
  const target = profile.role === 'city' ? (context.keys.own()?.unit.target ?? { kind: 'folder' as const }) : null
  return { role: profile.role, id: profile.unit, name: profile.unitName, pack: profile.packId, target }
}

/** Makes the keys of a folder that has none. Throws STORE_NOT_INITIALISED, KEYS_UNREADABLE. */
export async function ensureKeys(context: EngineContext): Promise<void> {
  if (context.keys.own() === undefined) await context.keys.create(ownerOf(context), context.ports.clock.now().toISOString())
}

/** What packages and files are signed with. Throws as `ensureKeys`, and KEYS_LOCKED when it signs. */
export async function ownSigner(context: EngineContext): Promise<ReturnType<KeyRing['signer']>> {
  await ensureKeys(context)
  return context.keys.signer()
}
