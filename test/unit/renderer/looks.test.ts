import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Platform } from '../../../renderer/platform/platform.ts'
import { createLooks, type SystemLooks, themeOf, type Watched } from '../../../renderer/state/looks.ts'
import { createCall } from '../../../shared/contract/index.ts'
import { county, openTestEngine, type TestEngine } from '../../helpers/test-engine.ts'

class Answer implements Watched {
  matches = false
  readonly #listeners: (() => void)[] = []
  addEventListener(_type: 'change', listener: () => void): void {
    this.#listeners.push(listener)
  }
  become(matches: boolean): void {
    this.matches = matches
    for (const listener of this.#listeners) listener()
  }
}
const answers = () => ({ dark: new Answer(), contrast: new Answer(), printing: new Answer() }) satisfies SystemLooks

let engine: TestEngine
beforeEach(() => {
  engine = openTestEngine()
})
afterEach(() => engine.close())

const platform = (zoom: Platform['zoom'] = null): Platform => ({
  kind: 'desktop',
  call: createCall((method, input) => engine.send(method, input)),
  onEvent: (listener) => engine.subscribe(listener),
  openFile: async () => null,
  saveFile: async () => true,
  zoom,
})

test('the computer decides until a person does, and paper is light', () => {
  const system = answers()
  expect(themeOf('system', system)).toBe('light')
  system.dark.become(true)
  expect(themeOf('system', system)).toBe('dark')
  expect(themeOf('light', system)).toBe('light')
  system.contrast.become(true)
  expect(themeOf('system', system)).toBe('contrast')
  system.printing.become(true)
  expect([themeOf('system', system), themeOf('dark', system)]).toEqual(['light', 'light'])
})

test('what is chosen is remembered with the data and shown in every window', async () => {
  await engine.call('profile.create', county)
  const system = answers()
  const one = createLooks(platform(), system)
  const other = createLooks(platform(), answers())
  await one.load()
  expect(one.store.getState().theme).toBe('light')
  system.dark.become(true)
  expect(one.store.getState().theme).toBe('dark')
  await one.set({ theme: 'contrast', zoom: 125, screenReader: true })
  expect(other.store.getState()).toEqual({ wanted: { theme: 'contrast', zoom: 125, screenReader: true }, theme: 'contrast' })
  const later = createLooks(platform(), answers())
  await later.load()
  expect(later.store.getState().wanted.zoom).toBe(125)
})

test('a new data folder looks as usual, and nothing is lost when it cannot be remembered', async () => {
  const looks = createLooks(platform(), answers())
  await looks.load()
  await expect(looks.set({ theme: 'dark', zoom: 100, screenReader: false })).rejects.toThrow()
  expect(looks.store.getState().theme).toBe('dark')
})

test('the window is sized as remembered, and its own keys are remembered too', async () => {
  await engine.call('profile.create', county)
  const shown: number[] = []
  let press: (percent: number) => void = () => {}
  const zoom: NonNullable<Platform['zoom']> = {
    set: (percent) => shown.push(percent),
    onChange: (listener) => {
      press = listener
    },
  }
  const looks = createLooks(platform(zoom), answers())
  await looks.set({ theme: 'system', zoom: 150, screenReader: false })
  expect(shown.at(-1)).toBe(150)
  press(175)
  await expect.poll(async () => (await engine.call('looks.get', {})).zoom).toBe(175)
})
