import { expect, test } from 'vitest'
import { handsUp } from '../../../shared/forms/superior.ts'

const receiver = { id: 'CITY', name: '某市生态环境局' }
const superior = { id: 'PROVINCE', name: '某省生态环境厅' }

test.each([
  ['a county', 'county', 'C1', undefined, true],
  ['a county of a plan that goes on upward', 'county', 'C1', superior, true],
  ['a city that reports to a superior', 'city', 'CITY', superior, true],
  ['a city that the plan names nobody above', 'city', 'CITY', undefined, false],
  ['the superior itself', 'city', 'PROVINCE', superior, false],
] as const)('%s: whether it hands up a report', (_who, role, unit, above, expected) => {
  expect(handsUp({ receiver, ...(above ? { superior: above } : {}) }, { role, unit })).toBe(expected)
})
