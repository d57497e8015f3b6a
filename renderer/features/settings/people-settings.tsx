import { App, Button, Form, Input } from 'antd'
import type { Output } from '../../../shared/contract/index.ts'
import { commonText } from '../../../shared/text/ui-common.ts'
import { settingsText } from '../../../shared/text/ui-settings.ts'
import { useModel } from '../../app/app-model.ts'
import { errorText } from '../../ui/error-text.ts'

type People = Output<'profile.create'>['people']

export function PeopleSettings() {
  const { session, ready } = useModel()
  const { message } = App.useApp()
  const save = async (people: People) => {
    try {
      await session.setPeople(people)
      void message.success(commonText.saved)
    } catch (error) {
      void message.error(errorText(error))
    }
  }
  return (
    <section aria-label={settingsText.people}>
      <h2>{settingsText.people}</h2>
      <Form<People> layout="inline" initialValues={ready.profile.people} onFinish={(people) => void save(people)}>
        {(['preparer', 'preparerPhone', 'auditor', 'leader'] as const).map((name) => (
          <Form.Item key={name} name={name} label={commonText[name]}>
            <Input maxLength={40} autoComplete="off" />
          </Form.Item>
        ))}
        <Button htmlType="submit">{commonText.save}</Button>
      </Form>
    </section>
  )
}
