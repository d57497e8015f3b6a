import { ExclamationCircleFilled, InfoCircleOutlined, QuestionCircleFilled, WarningFilled } from '@ant-design/icons'
import type { Level } from '../../shared/model/level.ts'

const icons = {
  强制性: <ExclamationCircleFilled aria-hidden />,
  准强制性: <WarningFilled aria-hidden />,
  核实性: <QuestionCircleFilled aria-hidden />,
  提示性: <InfoCircleOutlined aria-hidden />,
} as const
const classes = { 强制性: 'must', 准强制性: 'should', 核实性: 'verify', 提示性: 'hint' } as const

/** A level by colour, sign and word. */
export function LevelTag({ level, count }: { readonly level: Level; readonly count?: number }) {
  return (
    <span className={`level level-${classes[level]}`}>
      {icons[level]} {level}
      {count !== undefined && <b>{count}</b>}
    </span>
  )
}
