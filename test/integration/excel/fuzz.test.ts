import { expect, test } from 'vitest'
import { runFuzz } from '../../tools/fuzz-excel.ts'

/** The same files every time; a release tries other ones, and more. */
const seed = 20_200_501

test('thirty thousand spoiled files end in a result or a coded error each', async () => {
  expect(await runFuzz({ seed, count: 30_000 })).toEqual([])
}, 1_800_000)

test('a bug planted in the reader is found, and its number alone finds it again', async () => {
  const [first] = await runFuzz({ seed, count: 2000, isPlanted: true })
  expect(first).toMatchObject({ problem: expect.stringContaining('TypeError') })
  const again = await runFuzz({ seed, count: 1, from: first?.index ?? 0, isPlanted: true })
  expect(again).toEqual([first])
})
