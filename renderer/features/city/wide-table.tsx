import type { ReactNode } from 'react'

/** A table that may be wider than the page: it scrolls by itself, by the keyboard too. */
export function WideTable({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls must be reachable by the keyboard
    <section className="city-scroll" aria-label={label} tabIndex={0}>
      <table className="city-table">{children}</table>
    </section>
  )
}
