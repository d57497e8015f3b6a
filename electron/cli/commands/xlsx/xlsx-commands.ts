import type { Command } from '../../command.ts'
import { xlsxInfoCommand } from './info.ts'
import { xlsxMarkCommand } from './mark.ts'
import { xlsxSetCommand } from './set.ts'

/** `tanbao xlsx <name> …`: tools for outside workbooks, one file each in this folder. None needs a data folder. */
const all: readonly Command[] = [xlsxInfoCommand, xlsxSetCommand, xlsxMarkCommand]

export const xlsxCommands: ReadonlyMap<string, Command> = new Map(all.map((command) => [command.name, command]))
