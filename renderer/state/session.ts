/** Who uses the program and with which plan: the engine's truth, loaded once and again when it says so. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Input, Output } from '../../shared/contract/index.ts'
import type { PackData } from '../../shared/forms/pack-types.ts'
import { monthOfDate } from '../../shared/model/dates.ts'
import { AppError } from '../../shared/model/errors.ts'
import { previousPeriod } from '../../shared/model/period.ts'
import { compareVersions } from '../../shared/model/version.ts'
import type { Platform } from '../platform/platform.ts'
import { usualPeriod } from './month.ts'

export type AppInfo = Output<'app.info'>

export interface ReadyState {
  readonly kind: 'ready'
  readonly info: AppInfo
  readonly profile: NonNullable<AppInfo['profile']>
  readonly pack: PackData
  /** The month to begin with. */
  readonly period: string
}
export type SessionState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'newcomer'; readonly info: AppInfo }
  | ReadyState

export interface Session {
  readonly store: StoreApi<SessionState>
  load(): Promise<void>
  /** Throws what `profile.create` refuses. */
  create(input: Input<'profile.create'>): Promise<void>
  /** Makes the data folder the demo county. */
  openDemo(): Promise<void>
  /** Keeps what is there as a backup and begins afresh. Throws PROFILE_IN_USE. */
  leave(): Promise<void>
  setPeople(people: Input<'profile.setPeople'>): Promise<void>
}

/** In a plan that has ended, the demo county's among them, the newest month with data says more than the plan's last one. */
async function firstPeriod(platform: Platform, usual: string, ended: boolean): Promise<string> {
  if (!ended) return usual
  try {
    const { periods } = await platform.call('tasks.list', { period: usual })
    return periods[0] ?? usual
  } catch (error) {
    // A pack that is refused lists no tasks; its sealed months can still be opened.
    if (error instanceof AppError) return usual
    throw error
  }
}

/**
 * The pack that counts. When it is missing, refused or too old, the version that the drafts were made with, as it was
 * kept: what is sealed stays readable, and the settings are where another one is installed.
 */
async function readPack(platform: Platform, { packId: id, packVersion }: ReadyState['profile']): Promise<PackData> {
  const get = (version?: string): Promise<PackData | AppError> =>
    platform.call('pack.get', { id, ...(version === undefined ? {} : { version }) }).catch((error: unknown) => {
      if (error instanceof AppError) return error
      throw error
    })
  const current = await get()
  if (!(current instanceof AppError) && compareVersions(current.manifest.version, packVersion) >= 0) return current
  const kept = await get(packVersion)
  if (!(kept instanceof AppError)) return kept
  if (current instanceof AppError) throw current
  return current
}

export function createSession(platform: Platform): Session {
  const store = createStore<SessionState>()(() => ({ kind: 'loading' }))
  const read = async (): Promise<SessionState> => {
    const info = await platform.call('app.info', {})
    if (!info.profile) return { kind: 'newcomer', info }
    const pack = await readPack(platform, info.profile)
    const { validFrom, validTo } = pack.manifest
    const usual = usualPeriod(info.today, validFrom, validTo)
    return {
      kind: 'ready',
      info,
      profile: info.profile,
      pack,
      period: await firstPeriod(platform, usual, usual < previousPeriod(monthOfDate(info.today))),
    }
  }
  const load = async (): Promise<void> => {
    try {
      store.setState(await read(), true)
    } catch (error) {
      store.setState({ kind: 'failed', error }, true)
    }
  }
  // From the beginning: what another window sets up while this one is still drawn must not be missed.
  platform.onEvent((event) => {
    if (event.name === 'profile.changed') void load()
  })
  return {
    store,
    load,
    async create(input) {
      await platform.call('profile.create', input)
      await load()
    },
    async openDemo() {
      await platform.call('demo.open', {})
      await load()
    },
    async leave() {
      await platform.call('profile.leave', {})
      await load()
    },
    async setPeople(people) {
      await platform.call('profile.setPeople', people)
      await load()
    },
  }
}
