import { expect, test } from 'vitest'
import { contract } from '../../../shared/contract/index.ts'

const people = { preparer: ' 覃小梅', preparerPhone: '0772-1 ', auditor: '\u3000莫海燕\t', leader: `${' '.repeat(41)}韦志强` }
const trimmed = { preparer: '覃小梅', preparerPhone: '0772-1', auditor: '莫海燕', leader: '韦志强' }

test('blanks around names end in the schema, whichever way they come in', () => {
  const profile = { role: 'county', packId: 'liuzhou-2020', unit: '450222' } as const
  const head = { ...people, fillDate: ' 2020-06-02 ', dataSource: ' 乡镇上报 ', revisionReason: ' 更正 ', zeroReason: ' 没有 ' }
  const edits = [{ kind: 'header', header: head }] as const
  expect(contract['profile.setPeople'].input.parse({ ...people, password: ' 1234 ' })).toEqual({ ...trimmed, password: ' 1234 ' })
  expect(contract['profile.create'].input.parse({ ...profile, people: { leader: people.leader } }).people?.leader).toBe('韦志强')
  expect(contract['report.edit'].input.parse({ form: 'F4', period: '2020-05', edits }).edits).toEqual([
    {
      kind: 'header',
      header: { ...trimmed, fillDate: '2020-06-02', dataSource: '乡镇上报', revisionReason: '更正', zeroReason: '没有' },
    },
  ])
})

test('a name is no longer than its place, and a field that is not named is not blanked', () => {
  const edit = (header: object) =>
    contract['report.edit'].input.safeParse({ form: 'F4', period: '2020-05', edits: [{ kind: 'header', header }] })
  expect(edit({ leader: '强'.repeat(41) }).success).toBe(false)
  expect(edit({ leader: '强'.repeat(40) }).data?.edits).toEqual([{ kind: 'header', header: { leader: '强'.repeat(40) } }])
})

test('what a report holds already is read to the letter: it may be signed for', () => {
  const header = contract['report.open'].output.shape.header.parse({ leader: '韦志强 ' })
  expect(header.leader).toBe('韦志强 ')
})
