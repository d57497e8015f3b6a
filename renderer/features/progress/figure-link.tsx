import type { ReactNode } from 'react'
import { progressText } from '../../../shared/text/ui-progress.ts'
import { formatPlace } from '../../app/route.ts'
import { leaveBy } from './followed.ts'

interface CellLinkProps {
  readonly form: string
  readonly period: string
  readonly row: string
  readonly field: string
  /** What the number is, for people who do not see where it stands. */
  readonly label: string
  readonly children: ReactNode
}

/** A number that leads to its cell in the form. */
export function CellLink({ form, period, row, field, label, children }: CellLinkProps) {
  const cell = `${form} ${period} ${row} ${field}`
  return (
    <a
      className="progress-number"
      data-cell={cell}
      onClick={() => leaveBy(cell)}
      href={formatPlace({ screen: 'report', form, cell: { row, field } }, period)}
      title={progressText.open(form, label)}
    >
      <span className="visually-hidden">{label} </span>
      {children}
    </a>
  )
}
