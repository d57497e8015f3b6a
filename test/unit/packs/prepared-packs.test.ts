/** What the build keeps of the packs says the same as their texts, and counts for nothing else. */
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { libraryFolder, loadPack, packIds, readPackFiles } from '../../../electron/engine/packs/load-pack.ts'
import { openPacks, sourcePacksFolder } from '../../../electron/engine/packs/packs.ts'
import { preparedPack, preparePacks } from '../../../electron/engine/packs/prepared-packs.ts'

const packsFolder = sourcePacksFolder()
const ids = packIds(packsFolder)
const library = readPackFiles(join(packsFolder, libraryFolder))
const id = 'liuzhou-2020'

let root: string
/** As the build leaves them. */
let prepared: string
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'prepared-'))
  prepared = join(root, 'prepared')
  mkdirSync(prepared)
  for (const { file, text } of preparePacks(packsFolder)) writeFileSync(join(prepared, file), text)
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

/** A copy of the packs with one more line in one file. */
const changed = (name: string, file: string, line: string): string => {
  const folder = join(root, name)
  cpSync(packsFolder, folder, { recursive: true })
  appendFileSync(join(folder, file), line)
  return folder
}

describe.each(ids)('%s', (pack) => {
  const files = readPackFiles(join(packsFolder, pack))
  it('is the pack of its texts, rules and all', () => {
    const loaded = loadPack(pack, files, library)
    if (!loaded.ok) throw new Error(loaded.problems[0]?.message)
    const found = preparedPack(prepared, pack, files, library)
    expect(found?.pack).toEqual(loaded.value.pack)
    expect(found?.compiled.pack).toBe(found?.pack)
    expect([...(found?.compiled.rules ?? [])].map(([form, rules]) => [form, rules.map(({ rule }) => rule.id)])).toEqual(
      [...loaded.value.compiled.rules].map(([form, rules]) => [form, rules.map(({ rule }) => rule.id)]),
    )
  })
  it('is found in whatever order its files are listed', () => {
    expect(preparedPack(prepared, pack, new Map([...files].reverse()), new Map([...library].reverse()))).toBeDefined()
  })
})

describe('the packs of a program', () => {
  it('are those that were prepared', () => {
    const packs = openPacks(packsFolder, { prepared })
    const rules = packs.rules(id)
    expect(rules.pack).toBe(packs.get(id))
    expect(packs.rules(id)).toBe(rules)
    expect(packs.get(id).digest).toBe(openPacks(packsFolder).get(id).digest)
  })
  it('are read from their texts when a file of the pack or of the library is another', () => {
    const own = changed('own', `${id}/pack.yaml`, '# another\n')
    expect(preparedPack(prepared, id, readPackFiles(join(own, id)), library)).toBeUndefined()
    expect(openPacks(own, { prepared }).get(id).digest).toBe(openPacks(packsFolder).get(id).digest)
    const shared = changed('shared', `${libraryFolder}/rules/F1.yaml`, 'nonsense: [\n')
    expect(() => openPacks(shared, { prepared }).get(id)).toThrow('PACK_INVALID')
  })
  it('are read from their texts under another name', () => {
    const files = readPackFiles(join(packsFolder, id))
    expect(preparedPack(prepared, 'liuzhou-2021', files, library)).toBeUndefined()
  })
  it('are read from their texts when a record is lost, cut off or there are none', () => {
    const cut = join(root, 'cut')
    mkdirSync(cut)
    for (const { file, text } of preparePacks(packsFolder)) writeFileSync(join(cut, file), text.slice(0, -1))
    for (const folder of [cut, join(root, 'nowhere')]) expect(openPacks(packsFolder, { prepared: folder }).get(id).manifest.id).toBe(id)
  })
})

it('nothing is prepared of a pack with a mistake', () => {
  const folder = changed('broken', `${id}/pack.yaml`, 'nonsense: 1\n')
  expect(preparePacks(folder)).toHaveLength(ids.length - 1)
})
