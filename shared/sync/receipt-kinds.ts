/** What a city may say of a package; the same words as in its signed receipts. */
export const receiptKindNames = ['received', 'accepted', 'returned', 'reopened', 'refused'] as const
export type ReceiptKindName = (typeof receiptKindNames)[number]
