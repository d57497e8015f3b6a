/** What is said while reports are checked. */
export const checkText = {
  checking: '正在校验',
} as const
