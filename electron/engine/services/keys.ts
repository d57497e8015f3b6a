import type { AnnouncedKey, KeyStatus, PeerKey } from '../../../shared/contract/index.ts'
import type { Pack } from '../../../shared/forms/pack-types.ts'
import { addresseeOf } from '../../../shared/forms/superior.ts'
import { AppError } from '../../../shared/model/errors.ts'
import { canonicalJson } from '../../../shared/submission/canonical-json.ts'
import { UnitFile } from '../../../shared/submission/signed-files.ts'
import { exchangeText } from '../../../shared/text/exchange.ts'
import { isFingerprintSaid, shownFingerprintWords } from '../../../shared/text/fingerprint-words.ts'
import type { EngineContext, Service } from '../context.ts'
import type { OwnKeys } from '../keys/key-ring.ts'
import { readUnitFile } from '../keys/signed-file.ts'
import { minisignKey } from '../package/minisign.ts'
import type { StoredPeerKey } from '../store/exchange-store.ts'
import { whoOf } from './common.ts'
import { ensureKeys, ownerOf } from './own-keys.ts'

type KeyMethods =
  | 'keys.setNational'
  | 'keys.status'
  | 'keys.create'
  | 'keys.replace'
  | 'keys.unitFile'
  | 'keys.setTarget'
  | 'keys.add'
  | 'keys.revoke'

/** Whether a unit is the receiver of the plan: it has a desk of its own. */
const receivesFor = ({ manifest }: Pack, unit: string): boolean => manifest.receiver.id === unit

const decoder = new TextDecoder()
const now = (context: EngineContext): string => context.ports.clock.now().toISOString()

/** The unit file of a key that was taken; it was read before it was stored. */
export const unitOfKey = (key: StoredPeerKey): UnitFile => UnitFile.parse(JSON.parse(key.file))

function peerView(key: StoredPeerKey): PeerKey {
  const unit = unitOfKey(key)
  const { fingerprint, role, owner, addedAt, addedBy, revokedAt, revokedWhy } = key
  return {
    ...{ fingerprint, words: shownFingerprintWords(fingerprint), role, owner, name: unit.name, createdAt: unit.createdAt },
    ...{ addedAt, addedBy, target: unit.target },
    revoked: revokedAt === null ? null : { at: revokedAt, why: revokedWhy || exchangeText.replacedBy, isReplaced: revokedWhy === '' },
  }
}

function ownView({ fingerprint, unit, protection, national }: OwnKeys): KeyStatus['own'] {
  const { name, createdAt, target } = unit
  const minisign = minisignKey({ fingerprint, signing: unit.keys.signing })
  return { fingerprint, words: shownFingerprintWords(fingerprint), minisign, name, createdAt, protection, target, national }
}

function status(context: EngineContext): KeyStatus {
  const own = context.keys.own()
  return { own: own === undefined ? null : ownView(own), peers: context.store().exchange.keys().map(peerView) }
}

/**
 * Whether a unit may be on the other side: a county deals with its plan's receiver, a city with its plan's units and with
 * the desk above it, whose one unit is that city.
 */
function requirePartner(context: EngineContext, { role, id, name, pack }: UnitFile): void {
  const { manifest } = context.pack()
  const own = context.store().profile.get()
  const isBelow = manifest.units.some((unit) => unit.id === id)
  const isAbove = role === 'city' && id === addresseeOf(manifest, own?.unit ?? '')?.id
  const isPartner = isAbove || (own?.role === 'city' && isBelow && (role === 'county' || receivesFor(context.packs.get(manifest.id), id)))
  if (!isPartner || pack !== manifest.id) throw new AppError('KEY_FOREIGN', { name, role: own?.role === 'city' ? 'county' : 'city' })
}

/**
 * A unit file from outside, before it is believed. `renewed`: it is newer than what is known of a key in use.
 * Throws SIGNED_FILE_UNREADABLE, SIGNED_FILE_NEWER, SIGNED_FILE_FORGED, KEY_FOREIGN.
 */
export function announcedKey(context: EngineContext, bytes: Uint8Array): AnnouncedKey {
  const unit = readUnitFile(bytes)
  requirePartner(context, unit)
  const keys = context.store().exchange.keys()
  const isKnown = (fingerprint: string | null): boolean => keys.some((key) => key.fingerprint === fingerprint)
  const { role, id: owner, name, createdAt } = unit
  const inUse = keys.find(({ fingerprint, revokedAt }) => fingerprint === unit.key && revokedAt === null)
  const isSame = inUse?.owner === owner && inUse.role === role
  return {
    fingerprint: unit.key,
    role,
    owner,
    name,
    createdAt,
    known: isKnown(unit.key),
    renewed: inUse !== undefined && isSame && unitOfKey(inUse).createdAt < createdAt,
    replaces: isKnown(unit.replaces) ? unit.replaces : null,
  }
}

/**
 * Looks at a unit file from outside. What the owner of a key in use says newly about itself is taken over, as that key has
 * signed it; any other key counts only once its words were read out. Throws as `announcedKey`.
 */
export function takeUnitFile(context: EngineContext, bytes: Uint8Array): AnnouncedKey {
  const announced = announcedKey(context, bytes)
  if (!announced.renewed) return announced
  const { exchange, outbox } = context.store()
  const frame = { who: whoOf(context), at: now(context), why: exchangeText.renewed }
  exchange.renewKey(announced.fingerprint, decoder.decode(bytes).trimEnd(), frame)
  // What was found out about the announced place may be about another now.
  const settings = outbox.settings()
  if (settings?.target === null) outbox.setSettings({ ...settings, probe: null })
  context.ports.emit({ name: 'exchange.changed', payload: { period: null } })
  context.ports.emit({ name: 'outbox.changed', payload: {} })
  return announced
}

function add(context: EngineContext, bytes: Uint8Array, words: string): void {
  const { fingerprint, role, owner, known, renewed, replaces } = takeUnitFile(context, bytes)
  if (renewed) return
  if (known) throw new AppError('KEY_KNOWN')
  if (!isFingerprintSaid(words, fingerprint)) throw new AppError('KEY_WORDS_WRONG')
  const file = decoder.decode(bytes).trimEnd()
  // Only the same owner can be replaced: a file may name any key as the one before.
  const before = context
    .store()
    .exchange.keys()
    .find((key) => key.fingerprint === replaces)
  const replaced = before?.owner === owner && before.role === role ? replaces : null
  context.store().exchange.addKey({ fingerprint, owner, role, file, addedAt: now(context), addedBy: whoOf(context) }, replaced)
}

export function createKeyService(context: EngineContext): Service<KeyMethods> {
  const changed = (): KeyStatus => {
    context.ports.emit({ name: 'exchange.changed', payload: { period: null } })
    return status(context)
  }
  const frame = (why: string | null) => ({ who: whoOf(context), at: now(context), why })
  return {
    'keys.status': () => status(context),
    async 'keys.create'() {
      await ensureKeys(context)
      return changed()
    },
    async 'keys.replace'({ reason }) {
      const owner = ownerOf(context)
      const unit = await context.keys.create(owner, now(context))
      context.store().exchange.noteOwnKeys(unit.replaces, unit.key, frame(reason))
      return changed()
    },
    'keys.unitFile'() {
      const own = context.keys.own()
      if (own === undefined) throw new AppError('KEYS_MISSING')
      const bytes = new TextEncoder().encode(`${canonicalJson(own.unit)}\n`)
      return { fileName: exchangeText.unitFileName(own.unit.name, own.fingerprint), bytes }
    },
    async 'keys.setTarget'({ target }) {
      const owner = ownerOf(context)
      if (owner.role !== 'city') throw new AppError('CITY_ONLY')
      await ensureKeys(context)
      await context.keys.announce({ ...owner, target }, now(context))
      return changed()
    },
    'keys.add'({ bytes, words }) {
      add(context, bytes, words)
      return changed()
    },
    async 'keys.setNational'({ on }) {
      await context.keys.setNational(on)
      return changed()
    },
    'keys.revoke'({ fingerprint, reason }) {
      context.store().exchange.revokeKey(fingerprint, { ...frame(reason), why: reason })
      return changed()
    },
  }
}
