/** A pack as one plain tree, the way its sheets hold it: what the loader works out by itself is left out. */
import { isDeepStrictEqual } from 'node:util'
import type { CodeList, FormTemplate } from '../../../../shared/forms/form-schema.ts'
import { indicatorCodes, withIndicatorRows } from '../../../../shared/forms/indicator-rows.ts'
import type { AssembledPack } from '../../../../shared/forms/pack.ts'
import { packData } from '../../../../shared/forms/pack.ts'
import type { PackData } from '../../../../shared/forms/pack-types.ts'
import { pinyinInitials } from '../../../../shared/model/pinyin.ts'

/** Parts of the tree; each becomes a file or a folder of the pack. */
export const documentParts = ['manifest', 'forms', 'codes', 'rules', 'indicators', 'targets', 'sources', 'mappings'] as const
export type DocumentPart = (typeof documentParts)[number]
export type PackDocument = { readonly [part in DocumentPart]: unknown }

/** The form without the rows that were made from indicators: the loader makes them again. */
const withoutMadeRows = (form: FormTemplate, { indicators, manifest }: Pick<PackData, 'indicators' | 'manifest'>): FormTemplate => {
  const { structure } = form
  if (structure.kind !== 'fixed' || structure.indicators === undefined) return form
  const bare: FormTemplate = { ...form, structure: { ...structure, rows: [] } }
  const made = withIndicatorRows(bare, indicators, manifest.units).structure
  const count = made.kind === 'fixed' ? made.rows.length : 0
  return { ...form, structure: { ...structure, rows: structure.rows.slice(0, structure.rows.length - count) } }
}

const withoutMadeInitials = (list: CodeList): unknown => ({
  ...list,
  items: list.items.map(({ pinyin, ...item }) => (pinyin === pinyinInitials(item.label) ? item : { ...item, pinyin })),
})

/** Everything an assembled pack says. A part of the pack this does not know would be noticed: see `packToWorkbook`. */
export const documentOf = ({ pack, sources }: Pick<AssembledPack, 'pack' | 'sources'>): PackDocument => {
  const { digest: _digest, ...data } = packData(pack)
  const made = indicatorCodes(data.indicators)
  return {
    ...data,
    forms: data.forms.map((form) => withoutMadeRows(form, data)),
    codes: data.codes.filter((list) => !isDeepStrictEqual(list, made)).map(withoutMadeInitials),
    sources,
    mappings: data.mappings ?? [],
  }
}
