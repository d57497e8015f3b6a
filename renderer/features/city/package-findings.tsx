import { Button, Input } from 'antd'
import { useState } from 'react'
import type { Output } from '../../../shared/contract/index.ts'
import { cityScreenText } from '../../../shared/text/ui-city.ts'
import { commonText } from '../../../shared/text/ui-common.ts'
import { useModel } from '../../app/app-model.ts'
import { LevelTag } from '../../ui/level-tag.tsx'
import { useAction } from '../../ui/use-action.ts'
import { SaveFiles } from './inbox-screen.tsx'

const text = cityScreenText.package
type PackageView = Output<'city.package'>
type Finding = PackageView['findings'][number]

interface PackageFindingsProps {
  readonly view: PackageView
  readonly onWaived: () => void
}
/** What the county's check found and what the county said to it. */
export function PackageFindings({ view, onWaived }: PackageFindingsProps) {
  if (view.findings.length === 0) return <p className="muted">{text.noFindings}</p>
  return (
    <ul className="city-list">
      {view.findings.map((finding) => (
        <OneFinding key={finding.id} finding={finding} view={view} onWaived={onWaived} />
      ))}
    </ul>
  )
}

function OneFinding({ finding, view, onWaived }: PackageFindingsProps & { readonly finding: Finding }) {
  const { platform } = useModel()
  const act = useAction()
  const [reason, setReason] = useState<string | null>(null)
  const [file, setFile] = useState<Output<'city.waive'>['file'] | null>(null)
  const { ruleId, form, rowKey, rowLabel, message, clause, explanation } = finding
  const isWaived = view.waivers.some((waiver) => waiver.rule === ruleId && (waiver.rowKey === null || waiver.rowKey === rowKey))
  const waive = (): Promise<boolean> =>
    act(async () => {
      const { unit, period } = view.facts
      const answer = await platform.call('city.waive', { unit, period, rule: ruleId, rowKey, reason: reason ?? '' })
      setFile(answer.file)
      setReason(null)
      onWaived()
    })
  return (
    <li>
      <LevelTag level={finding.level} />{' '}
      <b>
        {form} {rowLabel}
      </b>
      <p>
        {message} <span className="muted">{clause}</span>
      </p>
      {explanation && <blockquote>{text.explanation(explanation.by, explanation.text)}</blockquote>}
      {isWaived && <p>{text.waived}</p>}
      {file && <SaveFiles files={[file]} label={file.fileName} />}
      {!isWaived && reason === null && (
        <Button size="small" onClick={() => setReason('')}>
          {text.waive}
        </Button>
      )}
      {reason !== null && (
        <form
          className="city-inline"
          onSubmit={(event) => {
            event.preventDefault()
            void waive()
          }}
        >
          <b>{text.waiveTitle(ruleId)}</b>
          <Input aria-label={text.reason} value={reason} autoFocus onChange={(event) => setReason(event.target.value)} />
          <Button type="primary" htmlType="submit" disabled={reason.trim() === ''}>
            {text.waive}
          </Button>
          <Button onClick={() => setReason(null)}>{commonText.cancel}</Button>
        </form>
      )}
    </li>
  )
}
