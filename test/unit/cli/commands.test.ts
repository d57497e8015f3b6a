import { expect, test } from 'vitest'
import { commandGroup } from '../../../electron/cli/commands.ts'

/** Words that the help of a family names at the beginning of a line. */
const namedIn = (usage: string): string[] => [...new Set([...usage.matchAll(/^ {2}([a-z][a-z-]*)/gm)].flatMap(([, name]) => name ?? []))]

test.each([[[]], [['pack']], [['xlsx']], [['hub-account']], [['plan']]])(
  'what the help names can be called: %j',
  async (family: string[]) => {
    const { group } = commandGroup(family)
    const names = namedIn(group.usage).filter((name) => commandGroup([name]).group.usage === commandGroup([]).group.usage)
    expect(names.length).toBeGreaterThan(2)
    expect(await Promise.all(names.map(async (name) => (await group.command(name))?.name))).toEqual(names)
  },
)

test('what is no command is none, whatever objects know', async () => {
  const { group } = commandGroup([])
  for (const name of ['', 'constructor', 'toString', '__proto__']) expect(await group.command(name)).toBeUndefined()
})
