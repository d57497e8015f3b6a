import { type GradeName, progressText } from '../../../shared/text/ui-progress.ts'

const shapes: Readonly<Record<GradeName, string>> = {
  red: 'M6 0.5 11.7 11H0.3Z',
  yellow: 'M6 0.3 11.7 6 6 11.7 0.3 6Z',
  green: 'M6 0.5a5.5 5.5 0 1 1 0 11a5.5 5.5 0 1 1 0-11Z',
  none: 'M6 1.5a4.5 4.5 0 1 1 0 9a4.5 4.5 0 1 1 0-9Z',
}

/** A grade by shape, word and colour. */
export function GradeTag({ grade, count }: { readonly grade: GradeName; readonly count?: number }) {
  return (
    <span className={`grade grade-${grade}`}>
      <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden>
        <path d={shapes[grade]} />
      </svg>
      {progressText.grade[grade]}
      {count !== undefined && <b>{count}</b>}
    </span>
  )
}
