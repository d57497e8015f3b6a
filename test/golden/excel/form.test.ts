import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import * as XLSX from 'xlsx'
import { writeReportWorkbook } from '../../../electron/engine/excel/writer/report-workbook.ts'
import { FormTemplate } from '../../../shared/forms/form-schema.ts'
import { shippedPack } from '../../helpers/recognition.ts'
import { signedHeader } from '../../helpers/report.ts'

const form = FormTemplate.parse({
  id: 'G1',
  number: 'G-01',
  title: '小锅炉情况表',
  version: 1,
  unitLine: '计量单位：吨',
  structure: { kind: 'ledger' },
  naturalKey: ['name'],
  frozen: 1,
  fields: [
    { key: 'name', label: '单位名称', type: 'text', width: 20 },
    { key: 'closed', label: '是否关停', type: 'yesNo' },
    { key: 'coal', label: '用煤量', type: 'decimal', unit: '吨', decimals: 2 },
    { key: 'day', label: '关停日期', type: 'date' },
    { key: 'share', label: '占比', type: 'percent', unit: '%', decimals: 1, computed: 'row.coal / 10' },
  ],
  header: ['name', { label: '关停情况', children: ['closed', 'day'] }, { label: '用煤', children: ['coal', 'share'] }],
  totals: [{ label: '合计', fields: ['coal'] }],
  notes: ['用煤量按上年实际填写。'],
})

test('the parts of a small form are, character by character, what they were when somebody last looked at it', async () => {
  const pack = shippedPack('liuzhou-2020')
  const bytes = await writeReportWorkbook(
    {
      form: 'G1',
      period: '2020-05',
      unit: '450222',
      packId: pack.manifest.id,
      packVersion: '1.0.0',
      version: 1,
      state: '填报中',
      open: true,
      header: signedHeader,
      rows: [
        {
          id: 'a',
          key: '',
          origin: 'typed',
          values: { name: '=甲&乙\n厂', closed: '是', coal: '12.5', day: '2020-05-31' },
          computed: { share: '1.25' },
        },
        { id: 'b', key: '', origin: 'typed', values: { name: '丙厂', coal: '约3' }, computed: {} },
      ],
      totals: [{ label: '合计', values: { coal: '12.5' }, missing: { coal: 1 } }],
      yearRows: [],
      canUndo: false,
      canRedo: false,
    },
    form,
    pack,
    { deterministic: true },
  )
  const container = XLSX.CFB.read(bytes, { type: 'array' })
  const parts = container.FullPaths.flatMap((path: string, index: number) => {
    const content = container.FileIndex[index]?.content as Uint8Array | undefined
    return path.endsWith('/') || content === undefined || content.length === 0 || path.includes('Sh33tJ5')
      ? []
      : [`== ${path.replace(/^[^/]*\//, '')}\n${Buffer.from(content).toString('utf8').replaceAll('><', '>\n<')}\n`]
  })
  const actual = `${parts.join('\n')}\nsha256 ${createHash('sha256').update(bytes).digest('hex')}\n`
  // A changed form is looked at in a spreadsheet program first; only then is the file written anew (vitest -u).
  await expect(actual).toMatchFileSnapshot(join(import.meta.dirname, 'form.txt'))
})
