const part = (version: string, index: number): number => Number(version.split('.')[index] ?? '0')

/** Below 0 when `a` is the older version (`1.2.3`), above 0 when it is the newer one. */
export const compareVersions = (a: string, b: string): number =>
  part(a, 0) - part(b, 0) || part(a, 1) - part(b, 1) || part(a, 2) - part(b, 2)
