import { preparedPacksDir } from '../../electron/engine/entry-points.ts'
import type { SavedMapping } from '../../electron/engine/excel/recognise/map-columns.ts'
import { type RecogniseInput, type Recognition, recognise } from '../../electron/engine/excel/recognise/recognise.ts'
import { openPacks, sourcePacksFolder } from '../../electron/engine/packs/packs.ts'
import type { ParsedRow, ParsedWorkbook, ParserProcess } from '../../electron/engine/ports.ts'
import type { ImportOptions } from '../../shared/contract/index.ts'
import type { FormTemplate } from '../../shared/forms/form-schema.ts'
import type { Pack } from '../../shared/forms/pack-types.ts'

/** A pack that comes with the program. */
export const shippedPack = (id: string): Pack => openPacks(sourcePacksFolder(), { prepared: preparedPacksDir() }).get(id)

export const formOf = (pack: Pack, id: string): FormTemplate => {
  const form = pack.forms.get(id)
  if (form === undefined) throw new Error(`no form ${id}`)
  return form
}

/** A workbook of one sheet whose cells are all texts; an empty row stands for a row that is not there. */
export const textsWorkbook = (name: string, table: readonly (readonly string[])[]) => {
  const rows = table.flatMap((texts, at): ParsedRow[] => {
    const cells = texts.map((value) => (value === '' ? undefined : ({ value, kind: 'text' } as const)))
    return cells.length === 0 ? [] : [{ row: at + 1, hidden: false, cells }]
  })
  return { format: 'xlsx', date1904: false, sheets: [{ name, hidden: false, rows, merges: [], hiddenColumns: [] }] } as const
}

/** What is understood of a workbook for a form in May 2020, where nobody has decided anything before. */
export const recogniseFor = (
  pack: Pack,
  form: string,
  workbook: ParsedWorkbook,
  more: Partial<Omit<RecogniseInput, 'workbook' | 'template' | 'codes'>> = {},
): Recognition =>
  recognise({ workbook, template: formOf(pack, form), codes: pack.codes, period: '2020-05', options: {}, saved: () => undefined, ...more })

export interface Subject {
  readonly parser: ParserProcess
  readonly pack: Pack
  readonly form: FormTemplate
  readonly period: string
}

/** Parses in a real child process and recognises; rows come back as values by field, blanks left out. */
export async function readAs(
  subject: Subject,
  bytes: Uint8Array,
  options: ImportOptions = {},
  fileName = 'table.xlsx',
  saved?: SavedMapping,
) {
  const workbook = await subject.parser.parse({ fileName, bytes })
  const recognition = recognise({
    workbook,
    template: subject.form,
    codes: subject.pack.codes,
    period: subject.period,
    options,
    saved: () => saved,
  })
  const rows = recognition.rows.map(({ values }) =>
    Object.fromEntries(
      recognition.fields.flatMap(({ field }, at) => (values[at] === null || values[at] === undefined ? [] : [[field.key, values[at]]])),
    ),
  )
  return { ...recognition, workbook, rows }
}
