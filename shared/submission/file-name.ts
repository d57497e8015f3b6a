/** The name of a package file: everything a bureau must know to file it, in ASCII, and the start of its digest. */

export interface PackageName {
  readonly unit: string
  readonly period: string
  readonly pack: string
  readonly revision: number
  readonly packageId: string
}

const pattern = /^([A-Za-z0-9-]{2,32})_(\d{4}-\d{2})_([a-z0-9-]{1,64})_r([1-9]\d{0,3})_([0-9A-Z]{26})\.([0-9a-f]{16})\.zip$/

/** @param sha256 hex digest of the whole file */
export const packageFileName = (name: PackageName, sha256: string): string =>
  `${name.unit}_${name.period}_${name.pack}_r${name.revision}_${name.packageId}.${sha256.slice(0, 16)}.zip`

/** The parts of such a name, or undefined. */
export function parsePackageFileName(fileName: string): (PackageName & { readonly sha16: string }) | undefined {
  const [, unit, period, pack, revision, packageId, sha16] = pattern.exec(fileName) ?? []
  if (unit === undefined || period === undefined || pack === undefined || packageId === undefined || sha16 === undefined) return undefined
  return { unit, period, pack, revision: Number(revision), packageId, sha16 }
}
