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
  test.each(packIds(folder))(
    '%s stays the same pack',
    async (id) => {
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
    },
    120_000,
  )

  test('nothing of the library is added to a pack that brings all it needs', async () => {
    const { files } = packFromWorkbook(await parseHere((await blankWorkbook()).bytes))
    const rules = [...files].filter(([path]) => path.startsWith('rules/'))
    expect(rules).toHaveLength(1)
    const same = new Map(rules)
    expect(loadPack('my-plan', files, same).ok).toBe(true)
    // Without the flag the library's rules stand there twice.
    const open = new Map(files).set('pack.yaml', (files.get('pack.yaml') ?? '').replace('standalone: true\n', ''))
    expect(loadPack('my-plan', open, new Map()).ok).toBe(true)
    expect(loadPack('my-plan', open, same).ok).toBe(false)
  })

  test('a workbook that would not say the same is not handed out', async () => {
    const { assembled } = packFromWorkbook(await parseHere((await blankWorkbook()).bytes))
    if (assembled === undefined) throw new Error('the sample is good')
    await expect(packToWorkbook(assembled)).resolves.toBeDefined()
    const { pack, sources } = assembled
    await expect(packToWorkbook({ pack: { ...pack, digest: '0'.repeat(64) }, sources })).rejects.toThrow(AppError)
    // A part of a pack that no sheet knows makes another digest; here it is the sources that are not the same.
    await expect(packToWorkbook({ pack, sources: [{ ...sources[0], added: 'x' } as (typeof sources)[number]] })).rejects.toThrow(AppError) // a part the type does not know yet
  })

  test('the blank workbook can be converted as it is', async () => {
    const read = packFromWorkbook(await parseHere((await blankWorkbook()).bytes))
    expect(read.problems).toEqual([])
    expect(loadPack('my-plan', read.files, new Map()).ok).toBe(true)
  })
})
