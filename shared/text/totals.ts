/** Labels of total lines. */
export const totalsText = {
  part: (label: string, value: string): string => `${label}：${value}`,
} as const
