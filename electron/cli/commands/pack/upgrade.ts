import { packUpgradeText } from '../../../../shared/text/pack-upgrade.ts'
import type { Command } from '../../command.ts'
import { withSession } from '../../with-session.ts'

/** Lines of one group of the ledger that a person still reads. */
const mostLines = 40

/** Shows what a new version of the pack does to the drafts; `--apply` does it, `--undo` takes it back. */
export const packUpgradeCommand: Command = {
  name: 'upgrade',
  options: { apply: { type: 'boolean' }, undo: { type: 'boolean' } },
  async run(context) {
    return withSession(context, async (session) => {
      if (context.values.undo === true) {
        const undone = await session.call('pack.undoUpgrade', {})
        return { exit: 0, json: undone, text: packUpgradeText.undone(undone.from, undone.to) }
      }
      const { pending, last } = await session.call('pack.upgradePreview', {})
      if (pending === null) return { exit: 0, json: { pending, last }, text: packUpgradeText.none }
      const ledger = [...packUpgradeText.ledger(pending.entries, mostLines), `  ${packUpgradeText.kept(pending.kept)}`]
      if (context.values.apply !== true) {
        const lines = [packUpgradeText.preview(pending.from, pending.to), ...ledger, packUpgradeText.howToApply]
        return { exit: 1, json: { pending, last }, text: lines.join('\n') }
      }
      const done = await session.call('pack.upgrade', { basis: pending.basis })
      return { exit: 0, json: done, text: [packUpgradeText.done(done.from, done.to), ...ledger].join('\n') }
    })
  },
}
