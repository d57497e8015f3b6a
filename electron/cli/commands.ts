import { cliText } from '../../shared/text/cli.ts'
import { cityCliText } from '../../shared/text/cli-city.ts'
import { exchangeCliText } from '../../shared/text/cli-exchange.ts'
import { planCliText } from '../../shared/text/cli-plan.ts'
import { hubText } from '../../shared/text/hub.ts'
import { packToolsText } from '../../shared/text/pack-tools.ts'
import { xlsxToolsText } from '../../shared/text/xlsx-tools.ts'
import type { Command } from './command.ts'
import { backupCommand, restoreCommand } from './commands/backup.ts'
import { checkCommand } from './commands/check.ts'
import { boardCommand } from './commands/city/board.ts'
import { acceptCommand, refuseCommand, reopenCommand, returnCommand, waiveCommand } from './commands/city/decide.ts'
import { receiveCommand } from './commands/city/receive.ts'
import { aggregateCommand, noticeCommand, rebuildCommand, rehearseCommand } from './commands/city/tables.ts'
import { diffCommand } from './commands/diff.ts'
import { doctorCommand } from './commands/doctor.ts'
import { explainCommand } from './commands/explain.ts'
import { exportCommand } from './commands/export.ts'
import { historyCommand } from './commands/history.ts'
import { hubCommand } from './commands/hub.ts'
import { hubAccountCommands } from './commands/hub-account.ts'
import { importCommand } from './commands/import.ts'
import { importBookCommand } from './commands/import-book.ts'
import { initCommand } from './commands/init.ts'
import { keysCommand } from './commands/keys.ts'
import { logCommand } from './commands/log.ts'
import { packCommands } from './commands/pack/pack-commands.ts'
import { packsCommand } from './commands/packs.ts'
import { planCommands } from './commands/plan.ts'
import { progressCommand } from './commands/progress.ts'
import { repairCommand } from './commands/repair.ts'
import { reviewCommand, signCommand } from './commands/review.ts'
import { reviseCommand } from './commands/revise.ts'
import { serveCommand } from './commands/serve.ts'
import { setCommand } from './commands/set.ts'
import { showCommand } from './commands/show.ts'
import { submitCommand } from './commands/submit.ts'
import { summaryCommand } from './commands/summary.ts'
import { syncCommand } from './commands/sync.ts'
import { returnedCommand, takeCommand } from './commands/take.ts'
import { redoCommand, undoCommand } from './commands/undo.ts'
import { verifyCommand } from './commands/verify.ts'
import { verifyCodeCommand } from './commands/verify-code.ts'
import { xlsxCommands } from './commands/xlsx/xlsx-commands.ts'
import { zeroCommand } from './commands/zero.ts'

const all: readonly Command[] = [
  packsCommand,
  initCommand,
  importCommand,
  importBookCommand,
  setCommand,
  zeroCommand,
  showCommand,
  checkCommand,
  progressCommand,
  explainCommand,
  repairCommand,
  exportCommand,
  summaryCommand,
  reviewCommand,
  signCommand,
  submitCommand,
  reviseCommand,
  keysCommand,
  takeCommand,
  returnedCommand,
  verifyCommand,
  verifyCodeCommand,
  historyCommand,
  logCommand,
  diffCommand,
  undoCommand,
  redoCommand,
  backupCommand,
  restoreCommand,
  doctorCommand,
  syncCommand,
  serveCommand,
  hubCommand,
  receiveCommand,
  boardCommand,
  acceptCommand,
  returnCommand,
  reopenCommand,
  refuseCommand,
  waiveCommand,
  aggregateCommand,
  noticeCommand,
  rehearseCommand,
  rebuildCommand,
]

const commands: ReadonlyMap<string, Command> = new Map(all.map((command) => [command.name, command]))

/** Commands that come as a family: `tanbao pack check …`. */
export interface CommandGroup {
  readonly commands: ReadonlyMap<string, Command>
  readonly usage: string
  readonly unknown: (name: string) => string
}
const topLevel: CommandGroup = {
  commands,
  usage: `${cliText.usage}${exchangeCliText.usage}${cityCliText.usage}`,
  unknown: cliText.unknownCommand,
}
const groups: ReadonlyMap<string, CommandGroup> = new Map([
  ['pack', { commands: packCommands, usage: packToolsText.usage, unknown: packToolsText.unknownCommand }],
  ['xlsx', { commands: xlsxCommands, usage: xlsxToolsText.usage, unknown: xlsxToolsText.unknownCommand }],
  ['hub-account', { commands: hubAccountCommands, usage: hubText.usage, unknown: hubText.unknownCommand }],
  ['plan', { commands: planCommands, usage: planCliText.usage, unknown: planCliText.unknownCommand }],
])

/** The family the first word names, or the commands that stand alone; and the words behind it. */
export function commandGroup(argv: readonly string[]): { readonly group: CommandGroup; readonly words: readonly string[] } {
  const group = groups.get(argv[0] ?? '')
  return group === undefined ? { group: topLevel, words: argv } : { group, words: argv.slice(1) }
}
