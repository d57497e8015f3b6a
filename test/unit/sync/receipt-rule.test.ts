/** A package in the outbox and one that was carried to the city by hand are judged by one rule, from the same receipts. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decisiveKind, receiptOrder } from '../../../electron/engine/services/receipt-state.ts'
import { stepOutbox } from '../../../shared/sync/outbox.ts'
import { newEntry } from '../../../shared/sync/outbox-entry.ts'
import { type ReceiptKindName, receiptKindNames } from '../../../shared/sync/receipt-kinds.ts'

/** A receipt with the place that the city gave it. */
type Said = readonly [kind: ReceiptKindName, sequence: number]

const views = (receipts: readonly Said[]) =>
  receipts.map(([kind, sequence], at) => ({ kind, sequence, at: '2020-06-03T02:00:00.000Z', id: `${at}` }))

/** What counts where nothing but the receipts is known. */
const byHand = (receipts: readonly Said[]) => decisiveKind(views(receipts))

/** What counts once they came one by one. @param numbered they were fetched from the target, under numbers in the city's order */
function inOutbox(receipts: readonly Said[], numbered: boolean): ReceiptKindName | undefined {
  let entry = newEntry({ packageId: 'P', fileName: 'p.zip', sha256: 'x' }, 0)
  const all = views(receipts)
  const inOrder = all.map(receiptOrder).toSorted()
  for (const view of all) {
    const number = numbered ? { number: inOrder.indexOf(receiptOrder(view)) + 1 } : {}
    entry = stepOutbox(entry, { kind: 'receipt', at: 1, id: receiptOrder(view), says: view.kind, ...number }).entry
  }
  return entry.receipt?.kind
}

const table: readonly (readonly [what: string, receipts: readonly Said[], counts: ReceiptKindName | undefined])[] = [
  ['nothing', [], undefined],
  ['an arrival', [['received', 1]], 'received'],
  ['a decision without an arrival', [['returned', 2]], 'returned'],
  [
    'a decision after the arrival',
    [
      ['received', 1],
      ['accepted', 2],
    ],
    'accepted',
  ],
  [
    'an arrival that comes late',
    [
      ['accepted', 2],
      ['received', 1],
    ],
    'accepted',
  ],
  [
    'an arrival told again behind an acceptance',
    [
      ['received', 1],
      ['accepted', 2],
      ['received', 3],
    ],
    'accepted',
  ],
  [
    'an arrival told again behind a return',
    [
      ['returned', 2],
      ['received', 3],
    ],
    'returned',
  ],
  [
    'an arrival told again behind a reopening',
    [
      ['accepted', 2],
      ['reopened', 3],
      ['received', 4],
    ],
    'reopened',
  ],
  [
    'an arrival told again behind a refusal by people, which no city does',
    [
      ['received', 1],
      ['refused', 2],
      ['received', 3],
    ],
    'received',
  ],
  [
    'a decision that comes after an arrival told again',
    [
      ['received', 3],
      ['returned', 2],
    ],
    'returned',
  ],
  [
    'a change of mind',
    [
      ['received', 1],
      ['returned', 2],
      ['accepted', 3],
    ],
    'accepted',
  ],
  [
    'the other way round',
    [
      ['accepted', 2],
      ['returned', 3],
    ],
    'returned',
  ],
  [
    'decisions that come in reverse',
    [
      ['returned', 3],
      ['accepted', 2],
      ['received', 1],
    ],
    'returned',
  ],
  [
    'a refusal at the door, attributed later',
    [
      ['refused', 0],
      ['received', 1],
    ],
    'received',
  ],
  [
    'the same, told in reverse',
    [
      ['received', 1],
      ['refused', 0],
    ],
    'received',
  ],
  [
    'a refusal by people',
    [
      ['received', 1],
      ['refused', 2],
    ],
    'refused',
  ],
  [
    'a refusal of what was accepted',
    [
      ['accepted', 2],
      ['refused', 3],
    ],
    'refused',
  ],
  [
    'a refusal at the door of what is decided',
    [
      ['accepted', 2],
      ['refused', 0],
    ],
    'accepted',
  ],
]

test.each(table)('%s', (_what, receipts, counts) => {
  const judged = [byHand(receipts), inOutbox(receipts, false), inOutbox(receipts, true)]
  expect(judged).toEqual([counts, counts, counts])
})

test('what a city really says comes to its last word both ways, in whatever order it arrives', () => {
  const decisions = fc.array(fc.constantFrom(...receiptKindNames.filter((kind) => kind !== 'received')), { maxLength: 5 })
  const real = fc
    .tuple(fc.boolean(), decisions)
    .map(([atDoor, decided]): Said[] => [
      ...(atDoor ? [['refused', 0] as const] : []),
      ['received', 1],
      ...decided.map((kind, at) => [kind, at + 2] as const),
    ])
  const arriving = real.chain((said) => fc.tuple(fc.constant(said), fc.shuffledSubarray(said, { minLength: said.length })))
  fc.assert(
    fc.property(arriving, fc.boolean(), ([said, arrived], numbered) => {
      expect([byHand(arrived), inOutbox(arrived, numbered)]).toEqual([said.at(-1)?.[0], said.at(-1)?.[0]])
    }),
  )
})
