import { Alert, Button } from 'antd'
import { monthText } from '../../../shared/text/ui-month.ts'
import { useBeginAfresh } from '../../app/use-begin-afresh.ts'

/** Says that this is the demo county, and leads out of it: whoever practised first begins in earnest from here. */
export function DemoBanner() {
  const ask = useBeginAfresh(monthText.leaveDemo)
  return (
    <Alert
      type="info"
      showIcon
      title={monthText.demo}
      action={
        <Button size="small" onClick={ask}>
          {monthText.leaveDemo.button}
        </Button>
      }
    />
  )
}
