import { CloseOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { gridToolsText } from '../../../shared/text/ui-grid-tools.ts'

/** The last button of a bar over the grid. */
export function CloseBar({ onClose }: { readonly onClose: () => void }) {
  const { close } = gridToolsText
  return <Button type="text" aria-label={close} title={close} icon={<CloseOutlined aria-hidden />} onClick={onClose} />
}
