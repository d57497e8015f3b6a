import { CheckCircleOutlined, CloseCircleOutlined } from '@ant-design/icons'
import { Alert, App, Button } from 'antd'
import type { Output } from '../../../shared/contract/index.ts'
import { selfCheckText } from '../../../shared/text/ui-about.ts'
import { settingsText } from '../../../shared/text/ui-settings.ts'
import { useModel } from '../../app/app-model.ts'
import { ErrorAlert } from '../../ui/error-alert.tsx'
import { useAction } from '../../ui/use-action.ts'
import { useTask } from '../../ui/use-task.ts'
import { selfCheckReport } from './self-check-report.ts'

export function DoctorSettings() {
  const { platform, ready } = useModel()
  const { message } = App.useApp()
  const act = useAction()
  const { running, result, error, run } = useTask<Output<'doctor.run'>>()
  const save = (found: Output<'doctor.run'>) =>
    act(async () => {
      const at = new Date().toISOString()
      const report = selfCheckReport(found, { version: ready.info.version, at, agent: window.navigator.userAgent })
      const bytes = new TextEncoder().encode(report)
      if (await platform.saveFile(selfCheckText.fileName(at.slice(0, 10)), bytes)) void message.success(selfCheckText.saved)
    })
  return (
    <section aria-label={settingsText.doctor} id="doctor">
      <h2>{settingsText.doctor}</h2>
      <p>{settingsText.doctorHint}</p>
      <Button loading={running} onClick={() => void run(() => platform.call('doctor.run', {}))}>
        {settingsText.doctorRun}
      </Button>
      <ErrorAlert error={error} />
      {result && (
        <>
          <Alert
            type={result.healthy ? 'success' : 'error'}
            showIcon
            title={result.healthy ? settingsText.healthy : settingsText.unhealthy}
          />
          <ul className="settings-steps">
            {result.steps.map((step) => (
              <li key={step.id}>
                {step.ok ? <CheckCircleOutlined className="settings-ok" /> : <CloseCircleOutlined className="settings-wrong" />} {step.text}
                {step.advice && <div className="settings-advice">{step.advice}</div>}
              </li>
            ))}
          </ul>
          <p className="muted">{selfCheckText.saveHint}</p>
          <Button onClick={() => void save(result)}>{selfCheckText.save}</Button>
        </>
      )}
    </section>
  )
}
