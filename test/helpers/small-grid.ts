/** A small ledger in a grid, without an engine behind it. */
import type { RowWork } from '../../renderer/features/grid/cell-rules.ts'
import type { ColumnLook } from '../../renderer/features/grid/column-look.ts'
import { layoutColumns } from '../../renderer/features/grid/columns.ts'
import { GridStore } from '../../renderer/features/grid/grid-store.ts'
import type { MadeEdits } from '../../renderer/state/rebase.ts'
import { Report } from '../../shared/contract/index.ts'
import { FormTemplate } from '../../shared/forms/form-schema.ts'

const fields = [
  { key: 'key', label: '编号', type: 'text' },
  { key: 'tons', label: '吨', type: 'decimal' },
  { key: 'on', label: '日期', type: 'date', group: 'extended' },
  { key: 'double', label: '两倍', type: 'decimal', computed: 'row.tons * 2' },
] as const
const form = (structure: object) =>
  FormTemplate.parse({
    id: 'T1',
    number: 'T',
    title: '测试表',
    version: 1,
    structure,
    naturalKey: ['key'],
    fields,
    header: fields.map((field) => field.key),
  })
export const report = (rows: readonly object[], open = true) =>
  Report.parse({
    form: 'T1',
    period: '2020-05',
    unit: 'u1',
    packId: 'p',
    packVersion: '1.0.0',
    version: 1,
    state: '填报中',
    open,
    header: {},
    rows: rows.map((values, index) => ({ id: `r${index}`, key: '', origin: index === 2 ? 'carried' : 'typed', values, computed: {} })),
    totals: [],
    yearRows: [],
    canUndo: false,
    canRedo: false,
  })
export const work: RowWork = {
  compute: (values): Record<string, string> => (values.tons === undefined ? {} : { double: String(Number(values.tons) * 2) }),
  check: (_row, before) => before,
  checkAlone: () => new Map(),
  *totals() {
    yield
    return []
  },
}

/** The form open with these rows. @param take is told of each edit */
export function openGrid(structure: object, rows: readonly object[], take: (made: MadeEdits) => void, isOpen = true): GridStore {
  let next = 0
  const template = form(structure)
  const store = new GridStore({
    template,
    work,
    newId: () => `n${next++}`,
    layout: (look: ColumnLook) => layoutColumns(template, new Map(), look.folded, look),
    onEdits: take,
  })
  store.load(report(rows, isOpen))
  return store
}
