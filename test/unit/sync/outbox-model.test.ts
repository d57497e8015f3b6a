/** Random interleavings of county, network and city around the real reducer. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Move, moves, OutboxWorld, type WrongDesign } from '../../helpers/sync/outbox-world.ts'

const step = fc.tuple(fc.constantFrom<Move>(...moves), fc.nat({ max: 11 }), fc.double({ min: 0, max: 0.999, noNaN: true }))

function play(wrong: WrongDesign, runs: number): { readonly failed: boolean; readonly counterexample: string } {
  const property = fc.property(fc.array(step, { maxLength: 80, size: 'max' }), (steps) => {
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
  test.each(['noDedupe', 'believeSuccess'] as const)('%s is found out', (wrong) => {
    expect(play(wrong, 20_000).failed).toBe(true)
  })
})
