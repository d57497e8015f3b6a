import { cliText } from '../../../shared/text/cli.ts'
import { formAt, formOptions } from '../arguments.ts'
import type { Command } from '../command.ts'
import { withSession } from '../with-session.ts'

const stepCommand = (name: 'undo' | 'redo', sentence: (version: number) => string): Command => ({
  name,
  options: formOptions,
  async run(context) {
    const at = formAt(context)
    return withSession(context, async (session) => {
      const result = await session.call(`report.${name}`, at)
      return { exit: 0, json: result, text: sentence(result.version) }
    })
  },
})

export const undoCommand = stepCommand('undo', cliText.undone)
export const redoCommand = stepCommand('redo', cliText.redone)
