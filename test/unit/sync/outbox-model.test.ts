/** Random interleavings of county, network and city around the real reducer. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Move, moves, OutboxWorld, type WrongDesign } from '../../helpers/sync/outbox-world.ts'

/** Each run plays with some of the moves only: what needs many of one kind in a row comes up so. */
const game = fc.subarray<Move>([...moves], { minLength: 4 }).chain((some) =>
  fc.array(fc.tuple(fc.constantFrom<Move>(...some), fc.nat({ max: 11 }), fc.double({ min: 0, max: 0.999, noNaN: true })), {
    maxLength: 80,
    size: 'max',
  }),
)

function play(wrong: WrongDesign, runs: number): { readonly failed: boolean; readonly counterexample: string } {
  const property = fc.property(game, (steps) => {
    const world = new OutboxWorld(wrong)
    for (const [move, pick, chance] of steps) {
      world.play(move, pick, chance)
      const lies = world.lies()
      if (lies.length > 0) throw new Error(lies.join('; '))
    }
    world.settle()
    const wrongs = world.unfinished()
    if (wrongs.length > 0) throw new Error(`${wrongs.join('; ')}: ${JSON.stringify(world.entry)}`)
  })
  const { failed, counterexample, errorInstance } = fc.check(property, { numRuns: runs, seed: 20200605 })
  return { failed, counterexample: failed ? `${JSON.stringify(counterexample)} ${String(errorInstance)}` : '' }
}

describe('county, network and city in any order', () => {
  test('end with exactly one copy that counts, and what is shown was true all the time', () => {
    expect(play('none', 20_000).counterexample).toBe('')
  })
  test('a package that vanishes from the target after it was proven there is brought again', () => {
    const world = new OutboxWorld('none')
    const steps: readonly [Move, number][] = [['tick', 0], ...Array<[Move, number]>(5).fill(['deliver', 0])]
    for (const [move, pick] of steps) world.play(move, pick, 0)
    expect(world.entry.state).toBe('uploaded')
    // Taken back and sent after all: the order to take it away arrives last.
    for (const [move, pick] of [
      ['withdraw', 0],
      ['sendNow', 0],
      ['tick', 0],
      ['deliver', 1],
      ['deliver', 0],
    ] as const)
      world.play(move, pick, 0)
    expect(world.entry.state).toBe('uploaded')
    world.settle()
    expect(world.unfinished()).toEqual([])
  })
  test.each(['noDedupe', 'believeSuccess'] as const)('%s is found out', (wrong) => {
    expect(play(wrong, 20_000).failed).toBe(true)
  })
})
