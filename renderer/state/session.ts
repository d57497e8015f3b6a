/** Who uses the program and with which plan: the engine's truth, loaded once and again when it says so. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Input, Output } from '../../shared/contract/index.ts'
import type { PackData } from '../../shared/forms/schema.ts'
import type { Platform } from '../platform/platform.ts'

export type AppInfo = Output<'app.info'>

export interface ReadyState {
  readonly kind: 'ready'
  readonly info: AppInfo
  readonly profile: NonNullable<AppInfo['profile']>
  readonly pack: PackData
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
  setPeople(people: Input<'profile.setPeople'>): Promise<void>
}

export function createSession(platform: Platform): Session {
  const store = createStore<SessionState>()(() => ({ kind: 'loading' }))
  const read = async (): Promise<SessionState> => {
    const info = await platform.call('app.info', {})
    if (!info.profile) return { kind: 'newcomer', info }
    const pack = await platform.call('pack.get', { id: info.profile.packId })
    return { kind: 'ready', info, profile: info.profile, pack }
  }
  const load = async (): Promise<void> => {
    try {
      store.setState(await read(), true)
    } catch (error) {
      store.setState({ kind: 'failed', error }, true)
    }
  }
  return {
    store,
    load,
    async create(input) {
      await platform.call('profile.create', input)
      await load()
    },
    async setPeople(people) {
      await platform.call('profile.setPeople', people)
      await load()
    },
  }
}
