import { Alert, Descriptions, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import type { BackupInspection, People } from '../../../shared/contract/index.ts'
import { handOverText, rehearsalText } from '../../../shared/text/hand-over.ts'
import { commonText } from '../../../shared/text/ui-common.ts'

interface RestoreDialogProps {
  readonly name: string
  readonly found: BackupInspection
  /** Restores; with names when a successor takes over. */
  readonly onRestore: (evenIfNewer: boolean, people: People | undefined) => Promise<void>
  readonly onClose: () => void
}
const shownOpen = 12
const names = ['preparer', 'preparerPhone', 'auditor', 'leader'] as const

/** What the rehearsal of a backup found, beside what is there now; from here it is restored, or not. */
export function RestoreDialog({ name, found, onRestore, onClose }: RestoreDialogProps) {
  const [form] = Form.useForm<People>()
  const [busy, setBusy] = useState(false)
  const { standing, handOver } = found
  const [there, here] = [found.copy.unitName, found.present?.unitName]
  const words = handOver ? { ...handOverText, title: handOverText.opened } : rehearsalText
  const loses = standing === 'older' || standing === 'apart'
  const restore = async () => {
    setBusy(true)
    await onRestore(loses, handOver ? form.getFieldsValue() : undefined)
    setBusy(false)
  }
  return (
    <Modal
      open
      width={680}
      title={`${words.title}：${name}`}
      okText={loses ? rehearsalText.restoreAnyway : rehearsalText.restore}
      okButtonProps={{ danger: loses, loading: busy, disabled: standing === 'same' }}
      cancelText={commonText.close}
      onOk={() => void restore()}
      onCancel={onClose}
    >
      <div className="stack">
        <Alert type="success" showIcon title={words.passed} />
        <Compared found={found} there={words.there} />
        {there && here && there !== here && <Alert type="warning" showIcon title={rehearsalText.otherUnit(words.there, there, here)} />}
        <Alert type={loses ? 'warning' : 'info'} showIcon title={rehearsalText.standing[standing]} />
        {handOver && (
          <section aria-label={handOverText.title}>
            <h3>{handOverText.received(handOver.from, handOver.at)}</h3>
            {handOver.note !== '' && <p className="settings-note">{handOver.note}</p>}
            <p>{handOverText.openItems(handOver.open.length)}</p>
            <ul>
              {handOver.open.slice(0, shownOpen).map(({ period, form: id, title, state }) => (
                <li key={`${period} ${id}`}>{handOverText.openItem(period, id, title, state)}</li>
              ))}
            </ul>
            {handOver.open.length > shownOpen && <p>{handOverText.more(handOver.open.length - shownOpen)}</p>}
            <h3>{handOverText.newPeople}</h3>
            <p className="muted">{handOverText.newPeopleHint}</p>
            <Form<People>
              name="successor"
              form={form}
              layout="vertical"
              className="settings-people"
              initialValues={{
                preparer: '',
                preparerPhone: '',
                auditor: found.copy.people?.auditor ?? '',
                leader: found.copy.people?.leader ?? '',
              }}
            >
              {names.map((key) => (
                <Form.Item key={key} name={key} label={commonText[key]}>
                  <Input maxLength={40} autoComplete="off" />
                </Form.Item>
              ))}
            </Form>
          </section>
        )}
      </div>
    </Modal>
  )
}

interface ComparedProps extends Pick<RestoreDialogProps, 'found'> {
  readonly there: string
}

function Compared({ found: { copy, present }, there }: ComparedProps) {
  const { contents, here } = rehearsalText
  return (
    <div className="settings-compared">
      {(
        [
          [there, copy],
          [here, present],
        ] as const
      ).map(
        ([title, data]) =>
          data && (
            <Descriptions
              key={title}
              title={title}
              size="small"
              column={1}
              items={[
                { key: 'unit', label: contents.unit, children: contents.unitOf(data.unitName) },
                { key: 'last', label: contents.lastChange, children: contents.moment(data.lastChange) },
                { key: 'changes', label: contents.changes, children: contents.changeCount(data.changes) },
                { key: 'reports', label: contents.reports, children: contents.reportCount(data.reports, data.months, data.rows) },
                { key: 'submissions', label: contents.submissions, children: contents.submissionCount(data.submissions) },
              ]}
            />
          ),
      )}
    </div>
  )
}
