import { join } from 'node:path'
import type { Output } from '../../../../shared/contract/index.ts'
import { cityCliText as text } from '../../../../shared/text/cli-city.ts'
import { packageLimits } from '../../../engine/package/limits.ts'
import { optional } from '../../arguments.ts'
import { type Command, UsageError } from '../../command.ts'
import { readNamedFile, writeNamedFile } from '../../disk.ts'
import { withSession } from '../../with-session.ts'

const limitMb = (packageLimits.totalBytes + packageLimits.entryBytes) / 1024 / 1024

/** Writes receipts beside each other; returns their names. */
export async function writeReceipts(folder: string | undefined, receipts: Output<'city.receipts'>): Promise<string[]> {
  if (folder !== undefined) for (const { fileName, bytes } of receipts) await writeNamedFile(join(folder, fileName), bytes)
  return receipts.map(({ fileName }) => fileName)
}

/** Ends with 1 when a file was not taken in. */
export const receiveCommand: Command = {
  name: 'receive',
  options: { receipts: { type: 'string' } },
  async run(context) {
    if (context.files.length === 0) throw new UsageError(text.nothingReceived)
    return withSession(context, async (session) => {
      const answers: (Omit<Output<'city.receive'>, 'receipts'> & { file: string; receipts: string[] })[] = []
      for (const path of context.files) {
        const { fileName: name, bytes } = await readNamedFile(path, limitMb)
        const answer = await session.call('city.receive', { fileName: name, bytes })
        answers.push({ ...answer, file: name, receipts: await writeReceipts(optional(context, 'receipts'), answer.receipts) })
      }
      const lines = answers.map(({ file, sentence, receipts }) => [`${file}：${sentence}`, ...receipts.map((one) => `  ${one}`)].join('\n'))
      const isWhole = answers.every(({ outcome }) => outcome !== 'quarantined')
      return { exit: isWhole ? 0 : 1, json: answers, text: lines.join('\n') }
    })
  },
}
