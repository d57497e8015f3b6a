/** How the pages look now: what was chosen, what the computer is set to, and whether the page is being printed. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import { type Looks, usualLooks } from '../../shared/model/looks.ts'
import type { Platform } from '../platform/platform.ts'
import type { ThemeName } from '../ui/palette.ts'

/** A question to the computer whose answer may change. */
export interface Watched {
  readonly matches: boolean
  addEventListener(type: 'change', listener: () => void): void
}
/** What the computer is set to. */
export interface SystemLooks {
  readonly dark: Watched
  readonly contrast: Watched
  readonly printing: Watched
}

export interface LooksState {
  readonly wanted: Looks
  readonly theme: ThemeName
}
export interface LooksHolder {
  readonly store: StoreApi<LooksState>
  /** Reads what is remembered; what cannot be read leaves everything as it is. */
  load(): Promise<void>
  /** Shows and remembers. Throws what `looks.set` refuses; it is shown all the same. */
  set(looks: Looks): Promise<void>
}

/** Paper is light, whatever the screen is. */
export function themeOf(wanted: Looks['theme'], system: SystemLooks): ThemeName {
  if (system.printing.matches) return 'light'
  if (wanted !== 'system') return wanted
  if (system.contrast.matches) return 'contrast'
  return system.dark.matches ? 'dark' : 'light'
}

export function createLooks(platform: Platform, system: SystemLooks): LooksHolder {
  const stateOf = (wanted: Looks): LooksState => ({ wanted, theme: themeOf(wanted.theme, system) })
  const store = createStore<LooksState>()(() => stateOf(usualLooks))
  const show = (looks: Looks): void => {
    store.setState(stateOf(looks), true)
    platform.zoom?.set(looks.zoom)
  }
  const load = async (): Promise<void> => {
    try {
      show(await platform.call('looks.get', {}))
    } catch {
      // How things look never stops anybody: what is wrong with the data is said where the data are read.
    }
  }
  const set = async (looks: Looks): Promise<void> => {
    show(looks)
    await platform.call('looks.set', looks)
  }
  for (const watched of Object.values(system))
    watched.addEventListener('change', () => store.setState(stateOf(store.getState().wanted), true))
  platform.onEvent((event) => {
    if (event.name === 'looks.changed') show(event.payload)
    // Data that were restored bring their looks.
    if (event.name === 'profile.changed') void load()
  })
  // The keys for larger and smaller belong to the window; what they did is remembered like a choice made in the settings.
  platform.zoom?.onChange((zoom) => {
    const { wanted } = store.getState()
    if (zoom !== wanted.zoom) void set({ ...wanted, zoom }).catch(() => undefined)
  })
  return { store, load, set }
}
