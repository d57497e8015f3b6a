import { Button } from 'antd'
import { useSyncExternalStore } from 'react'
import { gridToolsText } from '../../../shared/text/ui-grid-tools.ts'
import type { GridStore } from './grid-store.ts'
import { isFiltering, plainLook } from './row-order.ts'

/** Says above the grid that some rows are hidden or in another order, so that nobody takes them for lost. */
export function LookLine({ store, onCleared }: { readonly store: GridStore; readonly onCleared: () => void }) {
  useSyncExternalStore(
    (listener) => store.subscribe('structure', listener),
    () => store.structure,
  )
  const text = gridToolsText.look
  const { look } = store
  const sorted = look.sort && store.template.fields.find((field) => field.key === look.sort?.field)
  if (!isFiltering(look) && !sorted) return null
  return (
    <div className="grid-look-state">
      <span role="status">
        {[
          ...(isFiltering(look) ? [text.filtering(store.rowCount, store.allRows)] : []),
          ...(sorted && look.sort ? [text.sorted(sorted.label, look.sort.descending)] : []),
        ].join('；')}
      </span>
      <Button
        type="link"
        onClick={() => {
          store.setLook(plainLook)
          onCleared()
        }}
      >
        {text.clear}
      </Button>
    </div>
  )
}
