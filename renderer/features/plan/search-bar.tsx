import { DownOutlined, UpOutlined } from '@ant-design/icons'
import { Input } from 'antd'
import { planText } from '../../../shared/text/ui-plan.ts'
import { IconButton } from '../../ui/icon-button.tsx'

interface SearchBarProps {
  readonly words: string
  /** Place that is shown, from 1; 0 = none. */
  readonly at: number
  readonly count: number
  readonly onWords: (words: string) => void
  readonly onStep: (by: 1 | -1) => void
}

/** Searches the text; Enter goes on, Shift+Enter goes back, Escape ends it. */
export function SearchBar({ words, at, count, onWords, onStep }: SearchBarProps) {
  return (
    <search className="plan-search">
      <Input
        aria-label={planText.search}
        placeholder={planText.search}
        value={words}
        maxLength={60}
        onChange={(event) => onWords(event.target.value)}
        onKeyDown={(event) => {
          // A key that only settles what an input method composes is not meant for us.
          if (event.nativeEvent.isComposing) return
          if (event.key === 'Escape') onWords('')
          if (event.key === 'Enter') onStep(event.shiftKey ? -1 : 1)
        }}
      />
      <span className="plan-count muted" role="status">
        {words.trim() === '' ? '' : count === 0 ? planText.noHits : planText.hits(at, count)}
      </span>
      <IconButton label={planText.previousHit} icon={<UpOutlined aria-hidden />} disabled={count === 0} onClick={() => onStep(-1)} />
      <IconButton label={planText.nextHit} icon={<DownOutlined aria-hidden />} disabled={count === 0} onClick={() => onStep(1)} />
    </search>
  )
}
