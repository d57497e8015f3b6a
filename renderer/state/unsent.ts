/**
 * Words that somebody has begun to write and not said yet: explanations, notes, reasons. They outlive the field they were
 * typed into, and no window: nothing of them is stored.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { SessionState } from './session.ts'

export interface Unsent {
  /** By `wordsKey`. A blank text is a field that was opened, and nothing was said in it. */
  readonly store: StoreApi<ReadonlyMap<string, string>>
  /** `null`: said, or given up. */
  set(key: string, text: string | null): void
  /** Somebody would have to write them again. */
  hasWords(): boolean
}

/** What the words belong to: a form in a month, and there a finding or the first note of a thread. */
export const wordsKey = (kind: string, { form, period }: { readonly form: string; readonly period: string }, id = ''): string =>
  JSON.stringify([kind, period, form, id])

/** Of words about a package in the city's office: they belong to no form of it. */
export const ofPackage = { form: '', period: '' }

/** Whose data these are; undefined while nobody knows. */
function ownerOf(state: SessionState): string | null | undefined {
  if (state.kind === 'ready') return JSON.stringify([state.profile.createdAt, state.profile.unit])
  return state.kind === 'newcomer' ? null : undefined
}

/** They go with the data they speak of: in the data of somebody else they mean nothing. */
export function createUnsent(session: StoreApi<SessionState>): Unsent {
  const store = createStore<ReadonlyMap<string, string>>()(() => new Map())
  let owner = ownerOf(session.getState())
  session.subscribe((state) => {
    const next = ownerOf(state)
    if (next === undefined || next === owner) return
    owner = next
    store.setState(new Map(), true)
  })
  return {
    store,
    set(key, text) {
      const words = new Map(store.getState())
      if (text === null) words.delete(key)
      else words.set(key, text)
      store.setState(words, true)
    },
    hasWords: () => [...store.getState().values()].some((text) => text.trim() !== ''),
  }
}
