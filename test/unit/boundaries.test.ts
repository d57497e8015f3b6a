import { describe, expect, test } from 'vitest'
import { filesReaching, importsOf, readSources, withoutComments } from '../helpers/sources.ts'
import { crossings } from '../helpers/walls.ts'

const sources = readSources(['shared', 'electron', 'renderer'])

describe('the walls between the zones', () => {
  test('nothing crosses them', () => {
    expect(sources.size).toBeGreaterThan(50)
    expect(crossings(sources)).toEqual([])
  })

  test.each([
    ['shared/model/planted.ts', "import { readFileSync } from 'node:fs'"],
    ['shared/model/planted.ts', "import type { Pack } from '../forms/pack-types.ts'"],
    ['shared/forms/planted.ts', "import { contract } from '../contract/index.ts'"],
    ['shared/rules/planted.ts', "import { x } from '../submission/bag.ts'"],
    ['shared/text/planted.ts', "import { contract } from '../contract/index.ts'"],
    ['shared/contract/planted.ts', "import { openStore } from '../../electron/engine/store/open.ts'"],
    ['shared/contract/planted.ts', "import React from 'react'"],
    ['electron/engine/planted.ts', "import { app } from 'electron'"],
    ['electron/engine/planted.ts', "const electron = await import('electron')"],
    ['electron/engine/planted.ts', "const electron = require('electron')"],
    ['electron/engine/planted.ts', "import { startHost } from '../host/host.ts'"],
    ['electron/engine/planted.ts', "export * from '../adapters/files.ts'"],
    ['electron/adapters/planted.ts', "import { startHost } from '../host/host.ts'"],
    ['electron/host/planted.ts', "import { shell } from 'electron/main'"],
    ['electron/host/planted.ts', "import '../shell/main.ts'"],
    ['electron/cli/planted.ts', "import { App } from '../../renderer/app/app.tsx'"],
    ['electron/preload/planted.ts', "import { readFile } from 'node:fs/promises'"],
    ['electron/preload/planted.ts', "import { openStore } from '../engine/store/open.ts'"],
    ['electron/other/planted.ts', "import { z } from 'zod'"],
    ['renderer/app/planted.tsx', "import { startEngineThread } from '../../electron/engine/thread.ts'"],
    ['renderer/app/planted.tsx', "import fs from 'node:fs'"],
    ['renderer/app/planted.tsx', "import { ipcRenderer } from 'electron'"],
    ['renderer/app/planted.tsx', "import { helper } from '../../test/helpers/sources.ts'"],
    ['renderer/app/planted.tsx', "import {\n  one,\n  two,\n} from 'better-sqlite3'"],
  ])('in %s this is noticed: %s', (file, text) => {
    expect(crossings(new Map([[file, text]]))).toHaveLength(1)
  })

  test.each([
    ['shared/forms/planted.ts', "import { AppError } from '../model/errors.ts'"],
    ['shared/text/planted.ts', "import type { Method } from '../contract/index.ts'"],
    ['electron/shell/planted.ts', "import { app } from 'electron'"],
    ['electron/engine/worker.ts', "import { forkParser } from '../adapters/parser-fork.ts'"],
    ['renderer/app/planted.tsx', "import { createRoot } from 'react-dom/client'"],
    ['electron/engine/planted.ts', "// import { app } from 'electron'"],
    ['electron/engine/planted.ts', "/* require('electron') */"],
  ])('in %s this is allowed: %s', (file, text) => {
    expect(crossings(new Map([[file, text]]))).toEqual([])
  })
})

/** Names of the page's ways out of itself, which belong to the one folder that chooses the transport. */
function reaches(all: ReadonlyMap<string, string>): string[] {
  const outside =
    /\b(?:fetch|XMLHttpRequest|EventSource|WebSocket|sendBeacon|localStorage|sessionStorage|indexedDB)\b\s*[(.]|\bwindow\.bridge\b|showSaveFilePicker/
  return [...all]
    .filter(([file, text]) => file.startsWith('renderer/') && !file.startsWith('renderer/platform/') && outside.test(withoutComments(text)))
    .map(([file]) => file)
}

describe('the pages', () => {
  test('reach out of themselves only through renderer/platform', () => {
    expect(reaches(sources)).toEqual([])
  })

  test.each(["await fetch('/call')", 'new WebSocket(address)', 'window.bridge.call(1)', "localStorage.getItem('a')"])(
    '%s elsewhere is noticed',
    (text) => {
      expect(reaches(new Map([['renderer/app/planted.tsx', text]]))).toHaveLength(1)
    },
  )
})

describe('reading sources', () => {
  test('comments go, literals stay', () => {
    const text = "const a = 'x // y' // gone\nconst b = `/* b */` /* gone\nover lines */ + /[/*]\\/\\/'/.source\n"
    expect(withoutComments(text).replace(/ +/g, ' ')).toBe("const a = 'x // y' \nconst b = `/* b */` \n + /[/*]\\/\\/'/.source\n")
  })

  test('every way to import is seen', () => {
    const text = `
      import type { A } from './a.ts'
      import { b,
        c } from "../b.ts"
      export * from 'pack/sub'
      import './effect.ts'
      const d = await import('@scope/d/e')
    `
    expect(importsOf('shared/model/x.ts', text)).toEqual([
      { target: 'shared/model/a.ts', isTypeOnly: true },
      { target: 'shared/b.ts', isTypeOnly: false },
      { target: 'pack/sub', isTypeOnly: false },
      { target: 'shared/model/effect.ts', isTypeOnly: false },
      { target: '@scope/d/e', isTypeOnly: false },
    ])
  })

  test('who depends on a file is followed over any distance', () => {
    const files = new Map([
      ['test/a.test.ts', "import { b } from './b.ts'"],
      ['test/b.ts', "import { c } from './c.ts'"],
      ['test/c.ts', ''],
      ['test/d.test.ts', "import { e } from 'e'"],
    ])
    expect([...filesReaching(files, ['test/c.ts', 'test/gone.ts'])].sort()).toEqual(['test/a.test.ts', 'test/b.ts', 'test/c.ts'])
    expect(filesReaching(files, [])).toEqual(new Set())
  })
})
