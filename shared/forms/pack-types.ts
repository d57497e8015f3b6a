/** A pack as the program uses it, and as plain data. */
import type { CodeList, FormTemplate } from './form-schema.ts'
import type { Indicator, UnitTarget } from './indicator-schema.ts'
import type { PackManifest } from './manifest-schema.ts'
import type { PackMapping } from './mapping-schema.ts'
import type { Rule } from './rule-schema.ts'

/** A pack as the program uses it: library merged in, every reference resolved. */
export interface Pack {
  readonly manifest: PackManifest
  readonly forms: ReadonlyMap<string, FormTemplate>
  readonly codes: ReadonlyMap<string, CodeList>
  readonly rules: readonly Rule[]
  readonly indicators: readonly Indicator[]
  readonly targets: readonly UnitTarget[]
  /** How known workbooks are read; none when absent. */
  readonly mappings?: readonly PackMapping[]
  /** SHA-256 over everything the pack says (comments and layout of its files aside), hex: what a submission is bound to. */
  readonly digest: string
}

/** The same, as plain data that crosses the boundary. */
export interface PackData {
  readonly manifest: PackManifest
  readonly forms: readonly FormTemplate[]
  readonly codes: readonly CodeList[]
  readonly rules: readonly Rule[]
  readonly indicators: readonly Indicator[]
  readonly targets: readonly UnitTarget[]
  readonly mappings?: readonly PackMapping[]
  readonly digest: string
}
