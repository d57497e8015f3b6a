import { App } from 'antd'
import { commonText } from '../../shared/text/ui-common.ts'
import { useAction } from '../ui/use-action.ts'
import { useModel } from './app-model.ts'

interface BeginAfreshText {
  readonly title: string
  readonly body: string
  readonly ok: string
}

/** Where work begins on the first page: the answer that stands at its first question. */
export const firstQuestion = '.first-run input:checked'

/** Asks, then leads back to the first page, where plan and unit are chosen; what is there is kept as a backup. */
export function useBeginAfresh({ title, body, ok }: BeginAfreshText): () => void {
  const { session } = useModel()
  const { modal } = App.useApp()
  const act = useAction()
  const leave = () =>
    act(async () => {
      await session.leave()
      // The place that was open is nobody's any more.
      window.location.hash = ''
    })
  // Closing, the question gives the keyboard back to the button that asked it, which is gone with its page.
  const begin = () => document.querySelector<HTMLElement>(firstQuestion)?.focus()
  return () => void modal.confirm({ title, content: body, okText: ok, cancelText: commonText.cancel, onOk: leave, afterClose: begin })
}
