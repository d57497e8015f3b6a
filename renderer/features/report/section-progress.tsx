import { Button, Popover, Progress } from 'antd'
import { useState } from 'react'
import { gridToolsText } from '../../../shared/text/ui-grid-tools.ts'
import type { GridStore } from '../grid/grid-store.ts'
import { progressOf, sectionsOf } from '../grid/sections.ts'

/** How far each part of the form is filled in, counted when it is asked for. A part leads to its first missing cell. */
export function SectionProgress({ store }: { readonly store: GridStore }) {
  const [isOpen, setOpen] = useState(false)
  const text = gridToolsText.progress
  const lines = (): React.ReactNode =>
    sectionsOf(store.layout).map((section) => {
      const { filled, all, missing, first } = progressOf(store, section)
      // What the program reckons by itself nobody has to fill in.
      if (all === 0) return null
      const [lead = 0] = section.columns
      const label = section.label === '' ? text.rest(store.column(lead)?.field.label ?? '', section.columns.length) : section.label
      return (
        <div key={section.columns[0]} className="section-progress">
          <span>{label}</span>
          <Progress size="small" percent={Math.floor((filled / all) * 100)} showInfo={false} aria-label={label} />
          <span className="muted">{text.cells(filled, all)}</span>
          {first ? (
            <Button
              type="link"
              size="small"
              onClick={() => {
                setOpen(false)
                const row = store.rowAt(first.row)?.row.id
                const field = store.column(first.column)?.field.key
                if (row !== undefined && field !== undefined) store.goTo(row, field)
              }}
            >
              {text.missing(missing)}
            </Button>
          ) : (
            <span className="muted">{text.complete}</span>
          )}
        </div>
      )
    })
  return (
    <Popover trigger="click" placement="topRight" open={isOpen} onOpenChange={setOpen} title={text.title} content={isOpen ? lines : null}>
      <Button size="small" type="text">
        {text.show}
      </Button>
    </Popover>
  )
}
