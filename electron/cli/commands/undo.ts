import { travelText } from '../../../shared/text/travel.ts'
import { formAt, formOptions } from '../arguments.ts'
import type { Command } from '../command.ts'
import { withSession } from '../with-session.ts'

const stepCommand = (name: 'undo' | 'redo'): Command => ({
  name,
  options: formOptions,
  async run(context) {
    const at = formAt(context)
    return withSession(context, async (session) => {
      const result = await session.call(`report.${name}`, at)
      return { exit: 0, json: result, text: `${travelText[name](result.of)}，${travelText.version(result.version)}` }
    })
  },
})

export const undoCommand = stepCommand('undo')
export const redoCommand = stepCommand('redo')
