import { App, Button, Empty } from 'antd'
import { useCallback, useEffect, useState } from 'react'
import type { Output } from '../../../shared/contract/index.ts'
import { commonText } from '../../../shared/text/ui-common.ts'
import { exchangeScreenText } from '../../../shared/text/ui-exchange.ts'
import { useModel } from '../../app/app-model.ts'
import { ErrorAlert } from '../../ui/error-alert.tsx'
import { localTime } from '../../ui/local-time.ts'
import { useAction } from '../../ui/use-action.ts'
import { NewPeer } from './new-peer.tsx'
import { ReasonDialog } from './reason-dialog.tsx'
import './exchange.css'

const text = exchangeScreenText.keys
type Status = Output<'keys.status'>
type Own = NonNullable<Status['own']>
type Peer = Status['peers'][number]
const dayOf = (moment: string): string => localTime(moment).slice(0, 10)

/** Who signs here, and whose signatures count. */
export function KeysSettings() {
  const { platform, ready } = useModel()
  const act = useAction()
  const [status, setStatus] = useState<Status | null>(null)
  const [error, setError] = useState<unknown>(null)
  const read = useCallback(() => platform.call('keys.status', {}).then(setStatus, setError), [platform])
  useEffect(() => void read(), [read])
  const { role } = ready.profile
  return (
    <section className="exchange" aria-label={text.title}>
      <h2>{text.title}</h2>
      <p className="muted">{text.hint[role]}</p>
      <ErrorAlert error={error} onRetry={() => void read()} />
      {status && (
        <>
          <h3>{text.own}</h3>
          {status.own === null ? (
            <>
              <p>{text.none}</p>
              <Button type="primary" onClick={() => void act(async () => setStatus(await platform.call('keys.create', {})))}>
                {text.create}
              </Button>
            </>
          ) : (
            <OwnKey own={status.own} onChange={setStatus} />
          )}
          <h3>{text.peers[role]}</h3>
          {status.peers.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={text.noPeers[role]} />}
          <ul className="exchange-list">
            {status.peers.map((peer) => (
              <PeerLine key={peer.fingerprint} peer={peer} onChange={setStatus} />
            ))}
          </ul>
          <NewPeer onAdded={setStatus} />
        </>
      )}
    </section>
  )
}

function OwnKey({ own, onChange }: { readonly own: Own; readonly onChange: (status: Status) => void }) {
  const { platform } = useModel()
  const { message } = App.useApp()
  const act = useAction()
  const [replacing, setReplacing] = useState(false)
  const save = (): Promise<boolean> =>
    act(async () => {
      const { fileName, bytes } = await platform.call('keys.unitFile', {})
      if (!(await platform.saveFile(fileName, bytes))) return
      void message.success(platform.kind === 'desktop' ? commonText.fileSaved : commonText.downloaded)
    })
  return (
    <>
      <p>{text.words}</p>
      <p className="exchange-words">{own.words}</p>
      <p className="muted">
        {text.since(dayOf(own.createdAt))}。{text.protection[own.protection]}
      </p>
      <div className="exchange-code">
        <Button onClick={() => void save()}>{text.saveUnitFile}</Button>
        <Button onClick={() => setReplacing(true)}>{text.replace}</Button>
      </div>
      {replacing && (
        <ReasonDialog
          title={text.replaceTitle}
          body={text.replaceBody}
          label={text.replaceReason}
          onCancel={() => setReplacing(false)}
          onGiven={async (reason) => {
            if (await act(async () => onChange(await platform.call('keys.replace', { reason })))) setReplacing(false)
          }}
        />
      )}
    </>
  )
}

function PeerLine({ peer, onChange }: { readonly peer: Peer; readonly onChange: (status: Status) => void }) {
  const { platform } = useModel()
  const act = useAction()
  const [revoking, setRevoking] = useState(false)
  const { fingerprint, name, words, addedAt, addedBy, revoked } = peer
  return (
    <li>
      <b>{name}</b>{' '}
      <span className="muted">
        {text.since(dayOf(addedAt))} {addedBy}
      </span>
      <p className="exchange-words">{words}</p>
      {revoked !== null && <p className="muted">{text.revoked(dayOf(revoked.at), revoked.why)}</p>}
      {(revoked === null || revoked.isReplaced) && (
        <Button size="small" aria-label={`${text.revoke} ${name}`} onClick={() => setRevoking(true)}>
          {text.revoke}
        </Button>
      )}
      {revoking && (
        <ReasonDialog
          title={text.revokeTitle(name)}
          body={text.revokeBody}
          label={text.revokeReason}
          onCancel={() => setRevoking(false)}
          onGiven={async (reason) => {
            if (await act(async () => onChange(await platform.call('keys.revoke', { fingerprint, reason })))) setRevoking(false)
          }}
        />
      )}
    </li>
  )
}
