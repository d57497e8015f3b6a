import { Alert, App, Button } from 'antd'
import { commonText } from '../../../shared/text/ui-common.ts'
import { monthText } from '../../../shared/text/ui-month.ts'
import { useModel } from '../../app/app-model.ts'
import { useAction } from '../../ui/use-action.ts'

/** Says that this is the demo county, and leads out of it: whoever practised first begins in earnest from here. */
export function DemoBanner() {
  const { session } = useModel()
  const { modal } = App.useApp()
  const act = useAction()
  const { button, title, body, ok } = monthText.leaveDemo
  const leave = () =>
    act(async () => {
      await session.leaveDemo()
      // The month of the demo is nobody's month.
      window.location.hash = ''
    })
  const ask = () => modal.confirm({ title, content: body, okText: ok, cancelText: commonText.cancel, onOk: leave })
  return (
    <Alert
      type="info"
      showIcon
      title={monthText.demo}
      action={
        <Button size="small" onClick={() => void ask()}>
          {button}
        </Button>
      }
    />
  )
}
