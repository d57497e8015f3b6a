import { describe, expect, onTestFinished, test } from 'vitest'
import { openTestEngine, people } from '../../helpers/test-engine.ts'
import { readStory } from './story.ts'
import { tellMonth } from './tell-story.ts'

describe.each(['liuzhou-2020', 'yongzhou-peak', 'yuncheng-145', 'anshun-145', 'ningxia-peak'])('a year of %s', (pack) => {
  test('each month is found, put right, explained, exported and sealed as the story has it', async () => {
    const story = readStory(pack)
    const engine = openTestEngine()
    onTestFinished(() => engine.close())
    await engine.call('profile.create', { role: 'county', packId: story.pack, unit: story.unit, people })
    for (const month of story.months) {
      const told = await tellMonth(engine, story, month)
      expect({ period: month.period, ...told }).toEqual({
        period: month.period,
        findings: month.expect.findings.toSorted(),
        cells: month.expect.cells.map(({ values }) => values),
        totals: month.expect.totals.map(({ values }) => values),
        blocking: [],
        verified: true,
      })
    }
  })
})
