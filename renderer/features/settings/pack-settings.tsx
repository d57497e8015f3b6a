import { Alert, App, Button, Descriptions } from 'antd'
import { useCallback, useEffect, useState } from 'react'
import type { Output } from '../../../shared/contract/index.ts'
import { AppError } from '../../../shared/model/errors.ts'
import { shownFingerprint } from '../../../shared/text/pack-signature.ts'
import { commonText } from '../../../shared/text/ui-common.ts'
import { packsText } from '../../../shared/text/ui-packs.ts'
import { useModel } from '../../app/app-model.ts'
import { ErrorAlert } from '../../ui/error-alert.tsx'
import { PackKeys } from './pack-settings-keys.tsx'
import { PackUpgrades } from './pack-settings-upgrade.tsx'

interface Known {
  readonly status: Output<'pack.status'>
  readonly preview: Output<'pack.upgradePreview'>
}
const noUpgrade: Known['preview'] = { pending: null, last: null, earlier: [] }

/** The key that a person has to compare before the pack is taken; undefined for any other refusal. */
const keyToCompare = (error: unknown): { readonly pack: string; readonly fingerprint: string; readonly forgotten: boolean } | undefined => {
  if (!(error instanceof AppError) || (error.code !== 'PACK_KEY_UNKNOWN' && error.code !== 'PACK_KEY_FORGOTTEN')) return undefined
  const { pack, fingerprint } = error.details
  return { pack: String(pack), fingerprint: String(fingerprint), forgotten: error.code === 'PACK_KEY_FORGOTTEN' }
}

/** Which pack is in use and who signed it; installing another; moving the drafts to a newer version. */
export function PackSettings() {
  const { platform, session, ready } = useModel()
  const { message, modal } = App.useApp()
  const [known, setKnown] = useState<Known | null>(null)
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)

  const read = useCallback(async () => {
    try {
      const status = await platform.call('pack.status', {})
      // A pack that is refused has no ledger; why it is refused stands above.
      const preview = status.refused === null ? await platform.call('pack.upgradePreview', {}) : noUpgrade
      setKnown({ status, preview })
    } catch (thrown) {
      setError(thrown)
    }
  }, [platform])
  // biome-ignore lint/correctness/useExhaustiveDependencies: `ready` says that the pack or the profile changed
  useEffect(() => void read(), [read, ready])

  const put = async (bytes: Uint8Array, trust?: string) => {
    const { title, version } = await platform.call('pack.install', { bytes, ...(trust === undefined ? {} : { trust }) })
    void message.success(packsText.installed(title, version))
    await session.load()
  }
  const askTrust = ({ pack, fingerprint, forgotten }: NonNullable<ReturnType<typeof keyToCompare>>) =>
    modal.confirm({
      title: packsText.trust.title,
      width: 520,
      content: (
        <>
          <p>{packsText.trust.body(pack)}</p>
          <p className="settings-fingerprint">{shownFingerprint(fingerprint)}</p>
          {forgotten && <p>{packsText.trust.again}</p>}
          <p>{packsText.trust.warning}</p>
        </>
      ),
      okText: packsText.trust.ok,
      cancelText: commonText.cancel,
      autoFocusButton: 'cancel',
    })
  const install = async () => {
    const file = await platform.openFile(['.zip'])
    if (!file) return
    setError(null)
    setBusy(true)
    try {
      await put(file.bytes)
    } catch (refusal) {
      const key = keyToCompare(refusal)
      if (key === undefined) setError(refusal)
      else if (await askTrust(key)) await put(file.bytes, key.fingerprint).catch(setError)
    }
    await read()
    setBusy(false)
  }

  const inUse = known?.status.inUse ?? null
  return (
    <section aria-label={packsText.title} id="packs">
      <h2>{packsText.title}</h2>
      <p>{packsText.hint}</p>
      {inUse && (
        <Descriptions
          size="small"
          column={1}
          items={[
            { key: 'pack', label: packsText.pack, children: inUse.title },
            { key: 'version', label: packsText.version, children: packsText.versionOf(inUse.version, inUse.available) },
            { key: 'digest', label: packsText.digest, children: <code>{packsText.shortDigest(inUse.digest)}</code> },
            {
              key: 'signer',
              label: packsText.signer,
              children: inUse.signer === null ? packsText.noSigner : <code>{shownFingerprint(inUse.signer)}</code>,
            },
          ]}
        />
      )}
      {known?.status.refused && <Alert type="warning" showIcon title={known.status.refused} />}
      <Button loading={busy} onClick={() => void install()}>
        {packsText.install}
      </Button>
      <ErrorAlert error={error} />
      {known && <PackUpgrades preview={known.preview} onDone={read} />}
      {known && known.status.keys.length > 0 && <PackKeys keys={known.status.keys} onDone={read} />}
    </section>
  )
}
