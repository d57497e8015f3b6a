import type { Command } from '../../command.ts'
import { packCheckCommand } from './check.ts'
import { packTestCommand } from './test.ts'

/** `tanbao pack <name> …`: the tools of the people who write packs, one file each in this folder. */
const all: readonly Command[] = [packCheckCommand, packTestCommand]

export const packCommands: ReadonlyMap<string, Command> = new Map(all.map((command) => [command.name, command]))
