import { CheckCircleOutlined, CloseCircleOutlined } from '@ant-design/icons'
import { Alert, Button } from 'antd'
import type { Output } from '../../../shared/contract/index.ts'
import { settingsText } from '../../../shared/text/ui-settings.ts'
import { useModel } from '../../app/app-model.ts'
import { ErrorAlert } from '../../ui/error-alert.tsx'
import { useTask } from '../../ui/use-task.ts'

export function DoctorSettings() {
  const { platform } = useModel()
  const { running, result, error, run } = useTask<Output<'doctor.run'>>()
  return (
    <section aria-label={settingsText.doctor}>
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
        </>
      )}
    </section>
  )
}
