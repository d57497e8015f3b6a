import type { ReactNode, Ref } from 'react'

interface WideTableProps {
  readonly label: string
  /** Class of the table. */
  readonly className: string
  readonly children: ReactNode
  /** The frame that scrolls. */
  readonly frame?: Ref<HTMLElement>
}

/** A table that may be wider than the page: it scrolls by itself, by the keyboard too. */
export function WideTable({ label, className, children, frame }: WideTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls must be reachable by the keyboard
    <section ref={frame} className="wide-table" aria-label={label} tabIndex={0}>
      <table className={className}>{children}</table>
    </section>
  )
}
