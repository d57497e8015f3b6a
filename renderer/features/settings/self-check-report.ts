import type { Output } from '../../../shared/contract/index.ts'
import { formatMoment } from '../../../shared/text/format.ts'
import { selfCheckText as text } from '../../../shared/text/ui-about.ts'

interface Frame {
  readonly version: string
  /** When it was made, ISO. */
  readonly at: string
  /** How the browser names itself and the system. */
  readonly agent: string
}

/** The self-check as a text file for technicians: of the data it says nothing, and it names nobody. */
export function selfCheckReport({ healthy, steps }: Output<'doctor.run'>, { version, at, agent }: Frame): string {
  const lines = steps.flatMap((step) => [text.step(step.ok, step.text), ...(step.advice === null ? [] : [text.advice(step.advice)])])
  return `${[text.title, text.at(formatMoment(at)), text.version(version), text.system(agent), text.result(healthy), '', ...lines].join('\r\n')}\r\n`
}
