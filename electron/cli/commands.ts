import type { Command } from './command.ts'
import { backupCommand, restoreCommand } from './commands/backup.ts'
import { checkCommand } from './commands/check.ts'
import { doctorCommand } from './commands/doctor.ts'
import { explainCommand } from './commands/explain.ts'
import { exportCommand } from './commands/export.ts'
import { historyCommand } from './commands/history.ts'
import { importCommand } from './commands/import.ts'
import { initCommand } from './commands/init.ts'
import { packsCommand } from './commands/packs.ts'
import { reviseCommand } from './commands/revise.ts'
import { serveCommand } from './commands/serve.ts'
import { setCommand } from './commands/set.ts'
import { showCommand } from './commands/show.ts'
import { submitCommand } from './commands/submit.ts'
import { redoCommand, undoCommand } from './commands/undo.ts'
import { verifyCommand } from './commands/verify.ts'
import { zeroCommand } from './commands/zero.ts'

const all: readonly Command[] = [
  packsCommand,
  initCommand,
  importCommand,
  setCommand,
  zeroCommand,
  showCommand,
  checkCommand,
  explainCommand,
  exportCommand,
  submitCommand,
  reviseCommand,
  verifyCommand,
  historyCommand,
  undoCommand,
  redoCommand,
  backupCommand,
  restoreCommand,
  doctorCommand,
  serveCommand,
]

export const commands: ReadonlyMap<string, Command> = new Map(all.map((command) => [command.name, command]))
