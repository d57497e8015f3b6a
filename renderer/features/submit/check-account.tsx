import { Alert, Button } from 'antd'
import type { CheckResult } from '../../../shared/contract/index.ts'
import { needsExplanation } from '../../../shared/model/level.ts'
import { submitText } from '../../../shared/text/ui-submit.ts'

/** What comes next when nothing stands in the way: people sign, it is sealed, or it was sealed already, and what became of it. */
export type WhenClear = keyof typeof submitText.clean

interface CheckAccountProps {
  readonly result: CheckResult
  readonly next: WhenClear
  readonly onForm: (form: string) => void
}

/** Whether anything stands in the way, and the forms where it does. */
export function CheckAccount({ result, next, onForm }: CheckAccountProps) {
  const failing = result.findings.filter((finding) => finding.outcome === 'fail' && finding.waiver === undefined)
  const hard = failing.filter((finding) => finding.level === '强制性')
  const open = failing.filter((finding) => needsExplanation(finding.level) && finding.explanation === null)
  if (hard.length === 0 && open.length === 0)
    return <Alert type={next === 'returned' ? 'warning' : 'success'} showIcon title={submitText.clean[next]} />
  const forms = [...new Set([...hard, ...open].map((finding) => finding.form))]
  return (
    <div className="submit-account">
      {hard.length > 0 && <Alert type="error" showIcon title={submitText.blocked(hard.length)} />}
      {open.length > 0 && <Alert type="warning" showIcon title={submitText.unexplained(open.length)} />}
      <div>
        {forms.map((form) => (
          <Button key={form} type="link" onClick={() => onForm(form)}>
            {submitText.toForm(form)}
          </Button>
        ))}
      </div>
    </div>
  )
}
