import { planFill } from '../../electron/engine/excel/fill/plan-fill.ts'
import { patchWorkbook } from '../../electron/engine/excel/patcher/patch-workbook.ts'
import { readFileLayout } from '../../electron/engine/excel/read-file.ts'
import type { FillOptions, FillPreview, Report } from '../../shared/contract/index.ts'
import type { PackMapping } from '../../shared/forms/mapping-schema.ts'
import { naturalKey } from '../../shared/model/natural-key.ts'
import { parseHere } from './parse-here.ts'
import { shippedPack } from './recognition.ts'
import { boiler } from './test-engine.ts'

export const pack = shippedPack('liuzhou-2020')

export interface ReportSpec {
  readonly form?: string
  readonly rows?: readonly Readonly<Record<string, string>>[]
  /** Rows of the pack's own. */
  readonly fixed?: readonly Readonly<Record<string, string>>[]
  readonly header?: Partial<Report['header']>
  readonly totals?: Report['totals']
}

export const boilerRows = (count: number, values: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>>[] =>
  Array.from({ length: count }, (_, index) => ({ ...boiler(index + 1, { annualCoal: `${1200 + index * 7}.5`, ...values }).values }))

/** A template filled in this process: what was understood, and the file. */
export async function fillHere(
  bytes: Uint8Array,
  { form = 'F4', rows = [], fixed = [], header = {}, totals = [] }: ReportSpec,
  options: FillOptions = {},
  {
    mappings = [],
    saved,
  }: { readonly mappings?: readonly PackMapping[]; readonly saved?: (fingerprint: string) => FillOptions | undefined } = {},
): Promise<{ readonly preview: FillPreview; readonly file: () => Promise<Uint8Array> }> {
  const template = pack.forms.get(form)
  if (template === undefined) throw new Error(`no form ${form}`)
  const rowOf = (origin: 'typed' | 'fixed') => (values: Readonly<Record<string, string>>, index: number) => ({
    id: `${origin}-${index}`,
    key: naturalKey(template.naturalKey, values),
    origin,
    values: { ...values },
    computed: {},
  })
  const report: Report = {
    form,
    period: '2020-05',
    unit: '450222',
    packId: pack.manifest.id,
    packVersion: pack.manifest.version,
    version: 1,
    state: '填报中',
    open: true,
    header: {
      preparer: '覃小梅',
      preparerPhone: '0772-7612345',
      auditor: '莫海燕',
      leader: '韦志强',
      fillDate: '2020-06-02',
      dataSource: '',
      revisionNo: 0,
      revisionReason: '',
      zeroReport: false,
      zeroReason: '',
      ...header,
    },
    rows: [...fixed.map(rowOf('fixed')), ...rows.map(rowOf('typed'))],
    totals,
    yearRows: [],
    canUndo: false,
    canRedo: false,
  }
  const { leader, preparer, auditor, preparerPhone } = report.header
  const plan = planFill({
    workbook: await parseHere(bytes),
    layout: await readFileLayout(bytes),
    template,
    codes: pack.codes,
    mappings,
    report,
    values: { unit: '柳城县', period: '2020年5月', leader, preparer, auditor, preparerPhone, fillDate: '2020年6月2日' },
    options,
    saved: saved ?? (() => undefined),
  })
  return { preview: plan.preview, file: async () => (await patchWorkbook(bytes, plan.orders)).bytes }
}

/** Cells of one row after another, as an import sees them. */
export async function cellsShown(bytes: Uint8Array, sheet: string): Promise<(row: number) => (string | number | boolean | null)[]> {
  const rows = (await parseHere(bytes)).sheets.find(({ name }) => name === sheet)?.rows ?? []
  return (row) => Array.from(rows.find((one) => one.row === row)?.cells ?? [], (cell) => cell?.value ?? null)
}
