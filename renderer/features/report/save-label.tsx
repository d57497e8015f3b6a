import { CheckCircleFilled, ExclamationCircleFilled, SyncOutlined } from '@ant-design/icons'
import { Button, Tooltip } from 'antd'
import dayjs from 'dayjs'
import { useStore } from 'zustand'
import { reportText } from '../../../shared/text/ui-report.ts'
import type { ReportSession } from '../../state/report-session.ts'
import type { SaveState } from '../../state/report-state.ts'
import { errorText } from '../../ui/error-text.ts'

const text = reportText.save

/** What stands in the corner, and what Ctrl+S answers. */
export function saveSentence(save: SaveState): string {
  switch (save.kind) {
    case 'untouched':
      return text.untouched
    case 'saving':
      return text.saving
    case 'saved':
      return text.saved(dayjs(save.at).format('HH:mm'))
    case 'failed':
      return text.failed(errorText(save.error))
  }
}

const icons = {
  untouched: null,
  saving: <SyncOutlined spin aria-hidden />,
  saved: <CheckCircleFilled aria-hidden />,
  failed: <ExclamationCircleFilled aria-hidden />,
}

interface SaveLabelProps {
  readonly session: ReportSession
  /** The button goes away with the trouble: the keyboard goes back to the form. */
  readonly onLeave: () => void
}

export function SaveLabel({ session, onLeave }: SaveLabelProps) {
  const retry = (): void => {
    session.retry()
    onLeave()
  }
  const save = useStore(session.store, (state) => state.save)
  return (
    <span className={`save save-${save.kind}`}>
      <Tooltip title={save.kind === 'failed' ? text.stillHere : undefined}>
        <span role="status">
          {icons[save.kind]} {saveSentence(save)}
        </span>
      </Tooltip>
      {save.kind === 'failed' && (
        <Button danger onClick={retry}>
          {text.retry}
        </Button>
      )}
    </span>
  )
}
