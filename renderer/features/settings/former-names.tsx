import { Alert, App, Button } from 'antd'
import { formerNamesText as text } from '../../../shared/text/former-names.ts'
import { useModel } from '../../app/app-model.ts'
import { newsOf, useRead } from '../../app/use-read.ts'
import type { Platform } from '../../platform/platform.ts'
import { ErrorAlert } from '../../ui/error-alert.tsx'
import { useTask } from '../../ui/use-task.ts'

/** A copy that was put back says so, too. */
const isNews = newsOf('profile.changed')
const askForms = (platform: Platform) => platform.call('report.replaceFormerNames', { preview: true })

/** Once people were replaced here: open forms that still carry the old names take the new ones, all at once. */
export function FormerNames() {
  const { platform } = useModel()
  const { message } = App.useApp()
  const { running, error, run } = useTask<void>()
  const { value, error: unread, again } = useRead(askForms, isNews)
  const forms = value?.forms ?? []
  const replace = () =>
    run(async () => {
      const done = await platform.call('report.replaceFormerNames', {})
      void again()
      void message.success(text.replaced(done.forms.length))
    })
  if (forms.length === 0) return <ErrorAlert error={unread} onRetry={() => void again()} />
  return (
    <div className="stack">
      <Alert
        type="info"
        showIcon
        title={text.offer(forms)}
        description={text.hint}
        action={
          <Button loading={running} onClick={() => void replace()}>
            {text.replace(forms.length)}
          </Button>
        }
      />
      <ErrorAlert error={error} />
    </div>
  )
}
