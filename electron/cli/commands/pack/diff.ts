import { diffPacks } from '../../../../shared/forms/pack-diff.ts'
import { cliText } from '../../../../shared/text/cli.ts'
import { packDiffText } from '../../../../shared/text/pack-diff.ts'
import { type Command, UsageError } from '../../command.ts'
import { loadFolder } from './load-folder.ts'
import { packFolderAt } from './pack-folder.ts'

/** What changed from one pack to another, grouped. Exits 0 whether or not anything did. */
export const packDiffCommand: Command = {
  name: 'diff',
  options: {},
  async run(context) {
    const [first, second] = context.files
    if (first === undefined || second === undefined) throw new UsageError(cliText.missing('A B'))
    const [before, after] = [first, second].map((path) => loadFolder(packFolderAt(context, path)).pack)
    if (before === undefined || after === undefined) throw new UsageError(cliText.missing('A B'))
    const groups = diffPacks(before, after)
    const name = ({ manifest }: typeof before): string => `${manifest.id} ${manifest.version}`
    const lines = groups.flatMap(({ title, lines: said }) => packDiffText.group(title, said))
    return {
      exit: 0,
      json: { before: name(before), after: name(after), groups },
      text: groups.length === 0 ? packDiffText.same : [packDiffText.heading(name(before), name(after)), ...lines].join('\n'),
    }
  },
}
