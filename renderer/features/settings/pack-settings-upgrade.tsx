import { App, Button, Collapse } from 'antd'
import { useState } from 'react'
import type { Output } from '../../../shared/contract/index.ts'
import { commonText } from '../../../shared/text/ui-common.ts'
import { packsText } from '../../../shared/text/ui-packs.ts'
import { useModel } from '../../app/app-model.ts'
import { localTime } from '../../ui/local-time.ts'
import { useAction } from '../../ui/use-action.ts'
import { PackLedger } from './pack-settings-ledger.tsx'

type Preview = Output<'pack.upgradePreview'>
const text = packsText.upgrade

/** The upgrade that waits, shown before it happens, and those that were done. */
export function PackUpgrades({ preview, onDone }: { readonly preview: Preview; readonly onDone: () => Promise<void> }) {
  const { platform, session } = useModel()
  const { message, modal } = App.useApp()
  const act = useAction()
  const [busy, setBusy] = useState(false)
  const { pending, last, earlier } = preview
  const done = [...(last === null ? [] : [last]), ...earlier]

  const change = async (method: () => Promise<unknown>, said: string) => {
    setBusy(true)
    if (await act(method)) {
      await session.load()
      void message.success(said)
    }
    await onDone()
    setBusy(false)
  }
  const upgrade = (basis: string, to: string) => change(() => platform.call('pack.upgrade', { basis }), text.done(to))
  const undo = async () => {
    const sure = await modal.confirm({ title: text.undoTitle, content: text.undoBody, okText: text.undo, cancelText: commonText.cancel })
    if (sure) await change(() => platform.call('pack.undoUpgrade', {}), text.undone)
  }

  return (
    <>
      {pending && (
        <section className="settings-pack-upgrade" aria-label={text.title(pending.from, pending.to)}>
          <h3>{text.title(pending.from, pending.to)}</h3>
          <p>{text.hint(pending.kept)}</p>
          {pending.entries.length === 0 ? <p>{text.nothing}</p> : <PackLedger entries={pending.entries} />}
          <Button type="primary" loading={busy} onClick={() => void upgrade(pending.basis, pending.to)}>
            {text.apply(pending.to)}
          </Button>
        </section>
      )}
      {done.length > 0 && (
        <Collapse
          className="settings-pack-past"
          items={done.map((record, index) => ({
            key: record.at,
            label: packsText.past(record.from, record.to, localTime(record.at), record.undoneAt !== null),
            children: (
              <>
                <p>{packsText.pastHint}</p>
                <PackLedger entries={record.entries} />
                {index === 0 && record.undoneAt === null && (
                  <Button loading={busy} onClick={() => void undo()}>
                    {text.undo}
                  </Button>
                )}
              </>
            ),
          }))}
        />
      )}
    </>
  )
}
