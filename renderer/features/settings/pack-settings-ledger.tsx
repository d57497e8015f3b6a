import { Table, Tag } from 'antd'
import type { Output } from '../../../shared/contract/index.ts'
import type { UpgradeKind } from '../../../shared/forms/pack-upgrade.ts'
import { formatPeriod } from '../../../shared/text/format.ts'
import { packsText } from '../../../shared/text/ui-packs.ts'

export type Ledger = Pick<NonNullable<Output<'pack.upgradePreview'>['last']>, 'from' | 'to' | 'kept' | 'entries'>
type Entry = Ledger['entries'][number]

const colors: Readonly<Record<UpgradeKind, string>> = {
  lost: 'red',
  review: 'orange',
  recoded: 'gold',
  renamed: 'default',
  moved: 'default',
  new: 'default',
}
const text = packsText.ledger

const countsOf = (entries: readonly Entry[]): Partial<Record<UpgradeKind, number>> => {
  const counts: Partial<Record<UpgradeKind, number>> = {}
  for (const { kind } of entries) counts[kind] = (counts[kind] ?? 0) + 1
  return counts
}
const value = ({ kind }: Entry, shown: string | null): string => (shown === null ? '' : kind === 'moved' ? text.place(shown) : shown)

/** What an upgrade does or did to the drafts, by form and row, gravest first. */
export function PackLedger({ entries }: Pick<Ledger, 'entries'>) {
  return (
    <>
      <p className="settings-pack-summary">{text.summary(countsOf(entries))}</p>
      <Table<Entry & { readonly number: number }>
        aria-label={text.label}
        rowKey="number"
        size="small"
        pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }}
        dataSource={entries.map((entry, number) => ({ ...entry, number }))}
        columns={[
          { title: text.kind, key: 'kind', render: (_, entry) => <Tag color={colors[entry.kind]}>{text.kinds[entry.kind]}</Tag> },
          { title: text.form, key: 'form', render: (_, { form, formTitle }) => `${form} ${formTitle}` },
          { title: text.period, key: 'period', render: (_, { period }) => formatPeriod(period) },
          { title: text.row, key: 'row', render: (_, { row, rowKey }) => rowKey || row },
          { title: text.field, key: 'field', render: (_, { from, to }) => text.fields(from?.label, to?.label) },
          { title: text.before, key: 'before', render: (_, entry) => value(entry, entry.before) },
          { title: text.after, key: 'after', render: (_, entry) => value(entry, entry.after) },
        ]}
      />
    </>
  )
}
