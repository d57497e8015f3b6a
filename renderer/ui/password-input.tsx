import { Input } from 'antd'
import type { ComponentProps } from 'react'

/** Tab goes from field to field: whoever types a password without looking must not come to the eye and show it. */
const byMouse = { tabIndex: -1 } as const

/** A field for a password; its eye is there for the mouse. */
export const PasswordInput = (props: ComponentProps<typeof Input.Password>) => <Input.Password visibilityToggle={byMouse} {...props} />
