import type { Command } from '../../command.ts'
import { packCheckCommand } from './check.ts'
import { packDiffCommand } from './diff.ts'
import { packDocsCommand } from './docs.ts'
import { packFormFromXlsxCommand } from './form-from-xlsx.ts'
import { packFromXlsxCommand } from './from-xlsx.ts'
import { packInstallCommand } from './install.ts'
import { packKeysCommand } from './keys.ts'
import { packMappingCommand } from './mapping.ts'
import { packSignCommand } from './sign.ts'
import { packTestCommand } from './test.ts'
import { packToXlsxCommand } from './to-xlsx.ts'
import { packUpgradeCommand } from './upgrade.ts'
import { packVerifyCommand } from './verify.ts'

/** `tanbao pack <name> …`: the tools of the people who write packs, one file each in this folder. */
const all: readonly Command[] = [
  packCheckCommand,
  packTestCommand,
  packDiffCommand,
  packDocsCommand,
  packKeysCommand,
  packSignCommand,
  packVerifyCommand,
  packInstallCommand,
  packUpgradeCommand,
  packToXlsxCommand,
  packFromXlsxCommand,
  packFormFromXlsxCommand,
  packMappingCommand,
]

export const packCommands: ReadonlyMap<string, Command> = new Map(all.map((command) => [command.name, command]))
