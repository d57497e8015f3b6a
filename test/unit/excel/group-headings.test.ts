import { expect, test } from 'vitest'
import { fieldIndex } from '../../../electron/engine/excel/recognise/field-index.ts'
import { headerGrid } from '../../../shared/forms/columns.ts'
import { formOf, recogniseFor, shippedPack, textsWorkbook } from '../../helpers/recognition.ts'

const packs = ['anshun-145', 'liuzhou-2020', 'ningxia-peak', 'yongzhou-peak', 'yuncheng-145'].map(shippedPack)
const pack = shippedPack('liuzhou-2020')
const projects = formOf(pack, 'F8')

const readProjects = (group: string, columns: Readonly<Record<string, string | null>> = {}) => {
  const rows = [
    ['项目代码', '项目名称', group, group, '年节能量'],
    ['', '', '总投资', '年度计划', ''],
    ['2020-450222-30-03-001', '甲', '100', '50', '300'],
  ]
  const found = recogniseFor(pack, 'F8', textsWorkbook('项目', rows), { options: { columns } })
  return {
    asked: found.questions.map(({ column, choices }) => [column, choices.map(({ value }) => value)]),
    values: Object.fromEntries(found.fields.map(({ field }, at) => [field.key, found.rows[0]?.values[at]])),
  }
}

test.each(['投资情况', '投资', '投资（万元）'])('under %s a yearly plan may be an amount or a year: it is asked', (group) => {
  const asked = [['D', ['investPlanYear', 'planYear', '']]]
  expect(readProjects(group).asked).toEqual(asked)
  expect(readProjects(group, { D: 'investPlanYear' })).toMatchObject({ asked: [], values: { investTotal: '100', investPlanYear: '50' } })
})

test('under another group, or under none, it is the year', () => {
  expect(readProjects('项目概况')).toMatchObject({ asked: [], values: { planYear: '50' } })
  expect(fieldIndex(projects).exact(['年度计划'])).toMatchObject([{ field: { key: 'planYear' }, by: 'synonym' }])
})

test('the header of each form itself leaves no doubt', () => {
  const doubtful = packs.flatMap(({ manifest, forms }) =>
    [...forms.values()].flatMap((template) => {
      const grid = headerGrid(template)
      return grid.columns.flatMap((field, column) => {
        const over = grid.cells.filter((cell) => cell.column <= column && column < cell.column + cell.columnSpan)
        const [best] = fieldIndex(template).exact(over.map(({ label }) => label))
        return best?.field.key === field.key && best.by === 'label' ? [] : [`${manifest.id} ${template.id} ${field.key}`]
      })
    }),
  )
  expect(doubtful).toEqual([])
})
