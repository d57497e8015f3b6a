import { Button, Card, Divider, Form, Input, Radio, Select } from 'antd'
import { useEffect, useState } from 'react'
import type { Output } from '../../../shared/contract/index.ts'
import { AppError } from '../../../shared/model/errors.ts'
import { otherInitials, pinyinInitials } from '../../../shared/model/pinyin.ts'
import { backupFolderText } from '../../../shared/text/backup-folder.ts'
import { handOverText } from '../../../shared/text/hand-over.ts'
import { commonText } from '../../../shared/text/ui-common.ts'
import { firstRunText } from '../../../shared/text/ui-first-run.ts'
import { firstQuestion } from '../../app/use-begin-afresh.ts'
import type { Platform } from '../../platform/platform.ts'
import type { Session } from '../../state/session.ts'
import { ErrorAlert } from '../../ui/error-alert.tsx'
import { errorText } from '../../ui/error-text.ts'
import { useTask } from '../../ui/use-task.ts'
import { filterChoices } from '../grid/choices.ts'
import { useRestore } from '../settings/use-restore.tsx'
import { forgetAnswers, keepAnswers, keptAnswers } from './kept-answers.ts'
import './first-run.css'

interface FirstRunProps {
  readonly platform: Platform
  readonly session: Session
}
interface Answers {
  readonly role: 'county' | 'city'
  readonly packId: string
  readonly unit: string
  readonly preparer?: string
  readonly preparerPhone?: string
  readonly auditor?: string
  readonly leader?: string
  readonly backupFolder?: string
}
type Packs = Output<'packs.list'>

/** Who may work with a plan: its counties, or at a city's desk those who receive from them. */
function unitsFor(
  role: Answers['role'],
  packs: Packs,
  packId: string | undefined,
): readonly { readonly id: string; readonly name: string }[] {
  const pack = packs.find(({ id }) => id === packId)
  return (role === 'city' ? pack?.desks : pack?.units) ?? []
}

/** Found as a choice of the grid is: by name, code or the first letters of its reading. */
const choiceOf = (id: string, name: string) => ({
  value: id,
  code: id,
  label: name,
  pinyin: [pinyinInitials(name), ...otherInitials(name)],
  synonyms: [],
})

const byTyping = {
  filterOption: (typed: string, option: ReturnType<typeof choiceOf> | undefined) =>
    option !== undefined && filterChoices([option], typed).length > 0,
}

/** Role, plan, unit and people; or the demo county. */
export function FirstRun({ platform, session }: FirstRunProps) {
  const [form] = Form.useForm<Answers>()
  const [kept] = useState(() => keptAnswers(window.localStorage))
  const forget = () => forgetAnswers(window.localStorage)
  const { lookAtFile, dialog } = useRestore(platform, session, forget)
  /** Null while they are being read. */
  const [found, setFound] = useState<Packs | null>(null)
  const packs = found ?? []
  const [loadError, setLoadError] = useState<unknown>(null)
  const [dataFolder, setDataFolder] = useState('')
  const creating = useTask<void>()
  const packId = Form.useWatch('packId', form)
  const role = Form.useWatch('role', form)
  const isReading = found === null && loadError === null
  const pack = packs.find((candidate) => candidate.id === packId)

  useEffect(() => {
    platform.call('packs.list', {}).then((list) => {
      const { role: asked, packId: chosen, unit } = form.getFieldsValue()
      // What was kept may be of a plan that is no longer there.
      if (!unitsFor(asked, list, chosen).some(({ id }) => id === unit)) form.setFieldValue('unit', undefined)
      if (!list.some(({ id }) => id === chosen)) form.setFieldValue('packId', undefined)
      setFound(list)
    }, setLoadError)
  }, [platform, form])

  useEffect(() => {
    platform.call('backup.folder', {}).then(({ data }) => setDataFolder(data), setLoadError)
  }, [platform])

  useEffect(() => document.querySelector<HTMLElement>(firstQuestion)?.focus(), [])

  const answer = (changed: Partial<Answers>) => {
    if ('role' in changed || 'packId' in changed) {
      const units = unitsFor(form.getFieldValue('role'), packs, form.getFieldValue('packId'))
      form.setFieldValue('unit', units.length === 1 ? units[0]?.id : undefined)
    }
    keepAnswers(window.localStorage, form.getFieldsValue())
  }

  /** Said where it is mended: the page is longer than most windows. */
  const sayAtFolder = (error: unknown): never => {
    if (error instanceof AppError && error.code === 'BACKUP_FOLDER') {
      form.setFields([{ name: 'backupFolder', errors: [errorText(error)] }])
      form.scrollToField('backupFolder', { focus: true, block: 'center' })
    }
    throw error
  }
  const create = ({ role, packId: chosen, unit, backupFolder, ...people }: Answers) =>
    void creating.run(async () => {
      await session.create({ role, packId: chosen, unit, people, ...(backupFolder ? { backupFolder } : {}) }).catch(sayAtFolder)
      forget()
    })
  const openDemo = () =>
    void creating.run(async () => {
      await session.openDemo()
      forget()
    })
  const required = (message: string) => [{ required: true, message }]

  return (
    <main className="first-run">
      <Card>
        <h1>{firstRunText.title}</h1>
        <p>{firstRunText.intro}</p>
        <ErrorAlert error={loadError ?? creating.error} />
        <Form
          form={form}
          layout="vertical"
          requiredMark={false}
          initialValues={{ role: 'county', ...kept }}
          onValuesChange={answer}
          onFinish={create}
          scrollToFirstError={{ focus: true, block: 'center' }}
        >
          <Form.Item name="role" label={firstRunText.role}>
            <Radio.Group>
              <Radio value="county">
                {firstRunText.county} <small>{firstRunText.countyHint}</small>
              </Radio>
              <Radio value="city">
                {firstRunText.city} <small>{firstRunText.cityHint}</small>
              </Radio>
            </Radio.Group>
          </Form.Item>
          <Form.Item name="packId" label={firstRunText.pack} rules={required(firstRunText.packRequired)}>
            <Select
              placeholder={isReading ? firstRunText.packsLoading : firstRunText.packPlaceholder}
              loading={isReading}
              notFoundContent={isReading ? firstRunText.packsLoading : undefined}
              showSearch={byTyping}
              options={packs.map(({ id, title }) => choiceOf(id, title))}
            />
          </Form.Item>
          {pack && <p className="first-run-hint">{firstRunText.period(pack.validFrom, pack.validTo)}</p>}
          <Form.Item name="unit" label={firstRunText.unit} rules={required(firstRunText.unitRequired)}>
            <Select
              showSearch={byTyping}
              placeholder={firstRunText.unitPlaceholder}
              disabled={!pack}
              options={unitsFor(role, packs, packId).map(({ id, name }) => choiceOf(id, name))}
            />
          </Form.Item>
          <Divider titlePlacement="start" plain>
            {firstRunText.people}
          </Divider>
          <div className="first-run-people">
            {(['preparer', 'preparerPhone', 'auditor', 'leader'] as const).map((name) => (
              <Form.Item key={name} name={name} label={commonText[name]}>
                <Input maxLength={40} autoComplete="off" />
              </Form.Item>
            ))}
          </div>
          <Divider titlePlacement="start" plain>
            {backupFolderText.title}
          </Divider>
          <p className="first-run-hint">
            {backupFolderText.data} <code className="first-run-path">{dataFolder}</code> {backupFolderText.dataHint}
          </p>
          <Form.Item name="backupFolder" label={backupFolderText.label} extra={`${backupFolderText.hint}${backupFolderText.later}`}>
            <Input maxLength={1000} autoComplete="off" placeholder={backupFolderText.placeholder} />
          </Form.Item>
          <Button type="primary" htmlType="submit" size="large" block loading={creating.running}>
            {firstRunText.start}
          </Button>
        </Form>
        <Divider plain>{firstRunText.orDemo}</Divider>
        <Button block loading={creating.running} onClick={openDemo}>
          {firstRunText.demo}
        </Button>
        <p className="first-run-hint">{firstRunText.demoHint}</p>
        <Divider plain>{firstRunText.orTakeOver}</Divider>
        <Button block onClick={() => void lookAtFile()}>
          {handOverText.take}
        </Button>
        <p className="first-run-hint">{firstRunText.takeOverHint}</p>
        {dialog}
      </Card>
    </main>
  )
}
