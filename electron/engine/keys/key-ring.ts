/**
 * The keys of this data folder: one Ed25519 pair that signs, one X25519 pair that others wrap for. One file a pair of
 * pairs, `keys/<fingerprint>.json`; `keys/own.json` names the one in use. A pair that was replaced stays, to open what was
 * wrapped for it.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { AppError } from '../../../shared/model/errors.ts'
import { Fingerprint, UnitFile } from '../../../shared/submission/signed-files.ts'
import type { SecretBox } from '../ports.ts'
import { writePrivate } from '../store/durable.ts'
import { inFolder } from '../store/folder-errors.ts'
import { identityName, readRecipient, recipientName } from './age-names.ts'
import { type NationalSigner, nationalPublicKey, signNationally } from './national.ts'
import { fingerprintOfKey, publicHalf, rawKeyLength, sharedSecret, signRaw } from './raw-keys.ts'
import { type Signer, signFile } from './signed-file.ts'
import { unwrap } from './wrapping.ts'

const ownFile = 'own.json'
const Secret = z.strictObject({
  signing: z.string().regex(/^[0-9a-f]{64}$/),
  exchange: z.string().regex(/^[0-9a-f]{64}$/),
  national: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
})
type Secret = z.infer<typeof Secret>
const KeyFile = z.strictObject({
  format: z.literal('tanbao-keys'),
  formatVersion: z.literal(1),
  /** `system`: `secret` is sealed by the system of this computer (base64). `file`: it lies here readably. */
  protection: z.enum(['system', 'file']),
  secret: z.union([z.string(), Secret]),
  unit: UnitFile,
  /** Public SM2 key while packages are signed with it as well. */
  national: z.string().optional(),
})
type KeyFile = z.infer<typeof KeyFile>
const OwnFile = z.strictObject({ fingerprint: Fingerprint })

/** Whose keys they are. */
export type Owner = Pick<UnitFile, 'role' | 'id' | 'name' | 'pack' | 'target'>
export interface OwnKeys {
  readonly fingerprint: string
  /** What is announced to others. */
  readonly unit: UnitFile
  /** `file`: whoever can read the data folder can sign in this unit's name. */
  readonly protection: 'system' | 'file'
  /** Packages are signed with SM2 as well. */
  readonly national: boolean
}
export interface KeyRing {
  /** undefined while there are none. Throws KEYS_UNREADABLE when they are damaged. */
  own(): OwnKeys | undefined
  /** Makes new pairs; those in use are replaced. */
  create(owner: Owner, at: string): Promise<UnitFile>
  /** Nothing is signed with the keys in use any more; they go on opening what was wrapped for them. */
  setAside(): void
  /** Announces the keys in use with other words about their owner. Throws KEYS_MISSING, KEYS_UNREADABLE. */
  announce(owner: Owner, at: string): Promise<UnitFile>
  /** Signs with the keys in use, 64 bytes. Throws KEYS_MISSING, KEYS_UNREADABLE. */
  sign(bytes: Uint8Array): Promise<Uint8Array>
  /** The keys in use as a signer of files. Throws KEYS_MISSING, KEYS_UNREADABLE. */
  signer(): Signer & { readonly signing: string; readonly national?: NationalSigner | undefined }
  /** Whether packages are signed with SM2 as well from now on. Throws KEYS_MISSING, KEYS_UNREADABLE. */
  setNational(on: boolean): Promise<void>
  /** What the keys in use share with another's exchange key (`age1…`). Throws KEYS_MISSING, KEYS_UNREADABLE, KEY_UNSUITABLE. */
  sharedWith(exchange: string): Promise<Uint8Array>
  /**
   * Opens what was wrapped for any pair of this folder; undefined when it was not. Throws KEYS_LOCKED, KEYS_UNREADABLE when no
   * pair opens it and one could not be tried.
   */
  unwrap(bytes: Uint8Array): Promise<Uint8Array | undefined>
}
export interface KeyRingOptions {
  readonly folder: string
  /** Absent where there is no place for secrets. */
  readonly secrets: SecretBox | undefined
  readonly random: (count: number) => Uint8Array
}

const fromHex = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, 'hex'))
const toHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

/** Keys of a data folder. Reads nothing until it is asked. */
export function openKeyRing({ folder, secrets, random }: KeyRingOptions): KeyRing {
  const write = (name: string, value: unknown): void =>
    inFolder(folder, () => {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      writePrivate(folder, name, value)
    })
  const read = <T>(name: string, schema: z.ZodType<T>): T => {
    try {
      return schema.parse(JSON.parse(readFileSync(join(folder, name), 'utf8')))
    } catch (cause) {
      throw new AppError('KEYS_UNREADABLE', {}, { cause })
    }
  }
  const current = (): KeyFile | undefined =>
    existsSync(join(folder, ownFile)) ? read(`${read(ownFile, OwnFile).fingerprint}.json`, KeyFile) : undefined
  const required = (): KeyFile => {
    const file = current()
    if (file === undefined) throw new AppError('KEYS_MISSING')
    return file
  }
  /** What new keys replace; keys that cannot be read any more are no reason to stay without. */
  const inUse = (): string | null => {
    try {
      return current()?.unit.key ?? null
    } catch {
      return null
    }
  }
  const secretOf = async (file: KeyFile): Promise<Secret> => {
    if (typeof file.secret !== 'string') return file.secret
    if (secrets === undefined) throw new AppError('KEYS_LOCKED')
    try {
      return Secret.parse(JSON.parse(await secrets.open(new Uint8Array(Buffer.from(file.secret, 'base64')))))
    } catch (cause) {
      throw new AppError('KEYS_LOCKED', {}, { cause })
    }
  }
  const sealed = async (secret: Secret): Promise<Pick<KeyFile, 'protection' | 'secret'>> => {
    if (secrets === undefined || (await secrets.protection()) !== 'system') return { protection: 'file', secret }
    return { protection: 'system', secret: Buffer.from(await secrets.seal(JSON.stringify(secret))).toString('base64') }
  }
  /** Below the order of the curve, whatever comes. */
  const newNational = (): string => {
    const raw = Uint8Array.from(random(rawKeyLength))
    raw[0] = (raw[0] ?? 0) & 0x7f
    return toHex(raw)
  }
  const wantsNational = (): boolean => {
    try {
      return current()?.national !== undefined
    } catch {
      return false
    }
  }
  const keep = (file: KeyFile): void => {
    write(`${file.unit.key}.json`, file)
    write(ownFile, { fingerprint: file.unit.key })
  }
  const announced = async (owner: Owner, secret: Secret, replaces: string | null, at: string): Promise<UnitFile> => {
    const signing = publicHalf('ed25519', fromHex(secret.signing))
    const exchange = recipientName(publicHalf('x25519', fromHex(secret.exchange)))
    const signer: Signer = {
      fingerprint: fingerprintOfKey(toHex(signing)),
      sign: async (bytes) => signRaw(fromHex(secret.signing), bytes),
    }
    const { role, id, name, pack, target } = owner
    const keys = { signing: toHex(signing), exchange }
    const { file } = await signFile<UnitFile>(
      { format: 'tanbao-unit', formatVersion: 1, role, id, name, pack, keys, createdAt: at, replaces, target },
      signer,
    )
    return file
  }
  return {
    own() {
      const file = current()
      return file && { fingerprint: file.unit.key, unit: file.unit, protection: file.protection, national: file.national !== undefined }
    },
    async create(owner, at) {
      const secret: Secret = { signing: toHex(random(rawKeyLength)), exchange: toHex(random(rawKeyLength)) }
      const unit = await announced(owner, secret, inUse(), at)
      const isNational = wantsNational()
      keep({ format: 'tanbao-keys', formatVersion: 1, ...(await sealed(secret)), unit })
      if (isNational) await this.setNational(true)
      return unit
    },
    setAside() {
      rmSync(join(folder, ownFile), { force: true })
    },
    async announce(owner, at) {
      const file = required()
      const unit = await announced(owner, await secretOf(file), file.unit.replaces, at)
      keep({ ...file, unit })
      return unit
    },
    async sign(bytes) {
      return signRaw(fromHex((await secretOf(required())).signing), bytes)
    },
    signer() {
      const { unit, national: publicKey } = required()
      const signNational = async (bytes: Uint8Array): Promise<Uint8Array> => {
        const { national } = await secretOf(required())
        if (national === undefined) throw new AppError('KEYS_UNREADABLE')
        return signNationally(national, bytes)
      }
      const national = publicKey === undefined ? undefined : { publicKey, sign: signNational }
      return { fingerprint: unit.key, signing: unit.keys.signing, sign: this.sign, national }
    },
    async setNational(on) {
      const { national: _, ...file } = required()
      if (!on) return keep(file)
      const own = await secretOf(file)
      const national = own.national ?? newNational()
      const changed = own.national === undefined ? await sealed({ ...own, national }) : {}
      keep({ ...file, ...changed, national: await nationalPublicKey(national) })
    },
    async sharedWith(exchange) {
      const other = readRecipient(exchange)
      const { exchange: own } = await secretOf(required())
      try {
        return sharedSecret(fromHex(own), other ?? new Uint8Array())
      } catch (cause) {
        throw new AppError('KEY_UNSUITABLE', {}, { cause })
      }
    },
    async unwrap(bytes) {
      const files = existsSync(folder) ? inFolder(folder, () => readdirSync(folder)) : []
      const names = files.filter((name) => /^[0-9a-f]{64}\.json$/.test(name))
      const identities: string[] = []
      let untried: AppError | undefined
      for (const name of names) {
        // A pair that this computer cannot open must not keep the others from being tried.
        try {
          identities.push(identityName(fromHex((await secretOf(read(name, KeyFile))).exchange)))
        } catch (error) {
          if (!(error instanceof AppError)) throw error
          untried = error
        }
      }
      const opened = await unwrap(bytes, identities)
      // It may well be for the pair that was not tried: nobody may take it for a stranger's.
      if (opened === undefined && untried !== undefined) throw untried
      return opened
    },
  }
}
