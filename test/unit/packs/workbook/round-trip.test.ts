import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { libraryFolder, loadPack, packIds, readPackFiles } from '../../../../electron/engine/packs/load-pack.ts'
import { sourcePacksFolder } from '../../../../electron/engine/packs/packs.ts'
import { blankWorkbook, packFromWorkbook, packToWorkbook } from '../../../../electron/engine/packs/workbook/pack-workbook.ts'
import { packData } from '../../../../shared/forms/pack.ts'
import { AppError } from '../../../../shared/model/errors.ts'
import { parseHere } from '../../../helpers/parse-here.ts'

const folder = sourcePacksFolder()
const library = readPackFiles(join(folder, libraryFolder))
const load = (id: string) => {
  const result = loadPack(id, readPackFiles(join(folder, id)), library)
  if (!result.ok) throw new Error(JSON.stringify(result.problems[0]))
  return result.value
}

describe('a pack through a workbook and back', () => {
  test.each(packIds(folder))('%s stays the same pack', async (id) => {
    const original = load(id)
    const { bytes } = await packToWorkbook(original)
    const read = packFromWorkbook(await parseHere(bytes))
    expect(read.problems.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(read.assembled?.sources).toEqual(original.sources)

    // What counts is the folder that is written: it must load by itself, without any library.
    const again = loadPack(id, read.files, new Map())
    if (!again.ok) throw new Error(JSON.stringify(again.problems[0]))
    expect(packData(again.value.pack)).toEqual(packData(original.pack))
    expect(again.value.pack.digest).toBe(original.pack.digest)
    expect(again.value.sources).toEqual(original.sources)
  })

  test('nothing of the library is added to a pack that brings all it needs', async () => {
    const id = packIds(folder)[0] ?? ''
    const original = load(id)
    const { files } = packFromWorkbook(await parseHere((await packToWorkbook(original)).bytes))
    const again = loadPack(id, files, library)
    expect(again.ok && again.value.pack.digest).toBe(original.pack.digest)
    // Without the flag the library's rules would stand there twice.
    const open = new Map(files).set('pack.yaml', (files.get('pack.yaml') ?? '').replace('standalone: true\n', ''))
    expect(loadPack(id, open, library).ok).toBe(false)
  })

  test('what the sheets do not hold is noticed before a file is written', async () => {
    const { pack, sources } = load(packIds(folder)[0] ?? '')
    const manifest = { ...pack.manifest, notHeld: 'x' }
    await expect(packToWorkbook({ pack: { ...pack, manifest }, sources })).resolves.toBeDefined()
    const changed = { ...pack, digest: '0'.repeat(64) }
    await expect(packToWorkbook({ pack: changed, sources })).rejects.toThrow(AppError)
  })

  test('the blank workbook can be converted as it is', async () => {
    const read = packFromWorkbook(await parseHere((await blankWorkbook()).bytes))
    expect(read.problems).toEqual([])
    expect(loadPack('my-plan', read.files, new Map()).ok).toBe(true)
  })
})
