import { readFile } from 'node:fs/promises'
import { reviewCliText } from '../../shared/text/cli-review.ts'
import { UsageError } from './command.ts'

/** The first line of a file: what is typed as an option stays in lists and logs. */
export async function readPasswordFile(file: string): Promise<string> {
  const content = await readFile(file, 'utf8').catch(() => {
    throw new UsageError(reviewCliText.passwordFile(file))
  })
  return content.split(/\r?\n/u)[0] ?? ''
}
