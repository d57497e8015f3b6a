/** Remembers how the columns of a form are shown. Only a comfort: what cannot be kept or read is let go. */
import type { Platform } from '../../platform/platform.ts'
import type { ColumnLook } from '../grid/column-look.ts'

/** A pulled edge asks for many widths; the one it rests at is kept. */
const restMs = 400

export interface ColumnKeeper {
  /** As they were shown last; null when nobody changed anything. */
  kept(): Promise<ColumnLook | null>
  keep(look: ColumnLook): void
  close(): void
}

export function createColumnKeeper(platform: Platform, form: string): ColumnKeeper {
  let timer: ReturnType<typeof setTimeout> | undefined
  let waiting: ColumnLook | null = null
  const send = (): void => {
    clearTimeout(timer)
    if (!waiting) return
    const { folded, groups, widths, scaled } = waiting
    waiting = null
    const columns = { folded, groups: [...groups], widths: { ...widths }, scaled: [...scaled] }
    platform.call('grid.setColumns', { form, columns }).catch(() => undefined)
  }
  return {
    kept: () => platform.call('grid.columns', { form }).catch(() => null),
    keep(look) {
      waiting = look
      clearTimeout(timer)
      timer = setTimeout(send, restMs)
    },
    close: send,
  }
}
