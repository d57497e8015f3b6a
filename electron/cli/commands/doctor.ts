import { cliText } from '../../../shared/text/cli.ts'
import type { Command } from '../command.ts'
import { withSession } from '../with-session.ts'

export const doctorCommand: Command = {
  name: 'doctor',
  options: {},
  async run(context) {
    return withSession(context, async (session) => {
      const diagnosis = await session.call('doctor.run', {})
      const lines = diagnosis.steps.map((step) => {
        const verdict = `[${step.ok ? cliText.ok : cliText.wrong}] ${step.text}`
        return step.advice === null ? verdict : `${verdict}\n      ${step.advice}`
      })
      const conclusion = diagnosis.healthy ? cliText.healthy : cliText.unhealthy
      return { exit: diagnosis.healthy ? 0 : 1, json: diagnosis, text: [...lines, conclusion].join('\n') }
    })
  },
}
