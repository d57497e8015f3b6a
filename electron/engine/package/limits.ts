const megabyte = 1024 * 1024

/** Far above any honest package, far below what would trouble an office computer. */
export const packageLimits = {
  entries: 2000,
  entryMb: 64,
  entryBytes: 64 * megabyte,
  totalMb: 256,
  totalBytes: 256 * megabyte,
  /** Inflated to deflated size, looked at only above `ratioFromBytes`. */
  ratio: 200,
  ratioFromBytes: megabyte,
} as const
