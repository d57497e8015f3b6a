/** What the work of a city's desk is made from; the services and the hub put it together. */
import type { Pack } from '../../../shared/forms/pack-types.ts'
import type { Signer } from '../keys/signed-file.ts'
import type { CityStore } from './city-store.ts'

/** A key that the city knows. */
export interface KnownKey {
  readonly fingerprint: string
  readonly unit: string
  /** Nothing that it signed counts any more. */
  readonly isRevoked: boolean
  /** Its owner has another since: what was signed later does not count. */
  readonly replacedAt: string | null
}
export interface CityDesk {
  readonly store: CityStore
  /** The plan of this desk. Throws STORE_NOT_INITIALISED, PACK_… */
  readonly pack: () => Pack
  readonly now: () => Date
  readonly newId: () => string
  /** The city's own key. Throws KEYS_MISSING. */
  readonly signer: () => Promise<Signer & { readonly signing: string }>
  /** Opens what was wrapped for the city; undefined when it was not. */
  readonly unwrap: (bytes: Uint8Array) => Promise<Uint8Array | undefined>
  readonly keyOf: (fingerprint: string) => Promise<KnownKey | undefined>
  /** Who works at the desk. */
  readonly who: () => string
}
