import { Button, type ButtonProps, Tooltip } from 'antd'

interface IconButtonProps extends Omit<ButtonProps, 'children' | 'aria-label'> {
  readonly label: string
  /** Shown after the label in the tooltip. */
  readonly keys?: string
}

/** A button that is only a picture, with its name for everybody. */
export function IconButton({ label, keys, ...props }: IconButtonProps) {
  return (
    <Tooltip title={keys === undefined ? label : `${label}（${keys}）`} mouseEnterDelay={0.5}>
      <Button type="text" {...props} aria-label={label} />
    </Tooltip>
  )
}
