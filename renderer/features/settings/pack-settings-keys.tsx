import { App, Button } from 'antd'
import type { Output } from '../../../shared/contract/index.ts'
import { shownFingerprint } from '../../../shared/text/pack-signature.ts'
import { commonText } from '../../../shared/text/ui-common.ts'
import { packsText } from '../../../shared/text/ui-packs.ts'
import { useModel } from '../../app/app-model.ts'
import { useAction } from '../../ui/use-action.ts'

interface PackKeysProps {
  readonly keys: Output<'pack.status'>['keys']
  readonly onDone: () => Promise<void>
}

/** Keys whose packs are taken without asking, and the way to stop trusting one. */
export function PackKeys({ keys, onDone }: PackKeysProps) {
  const { platform, session } = useModel()
  const { modal } = App.useApp()
  const act = useAction()
  const forget = async (fingerprint: string) => {
    const sure = await modal.confirm({
      title: packsText.forgetTitle,
      content: packsText.forgetBody,
      okText: packsText.forget,
      cancelText: commonText.cancel,
      autoFocusButton: 'cancel',
    })
    if (!sure) return
    await act(() => platform.call('pack.forgetKey', { fingerprint }))
    await session.load()
    await onDone()
  }
  return (
    <>
      <h3>{packsText.keys}</h3>
      <ul className="settings-keys">
        {keys.map(({ fingerprint, since, packs }) => (
          <li key={fingerprint}>
            <code>{shownFingerprint(fingerprint)}</code>
            <span>{packsText.keySince(since.slice(0, 10), packs)}</span>
            <Button
              size="small"
              aria-label={`${packsText.forget} ${shownFingerprint(fingerprint).slice(0, 9)}`}
              onClick={() => void forget(fingerprint)}
            >
              {packsText.forget}
            </Button>
          </li>
        ))}
      </ul>
    </>
  )
}
