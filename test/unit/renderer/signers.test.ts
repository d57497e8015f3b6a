import { expect, test } from 'vitest'
import { signersOf } from '../../../renderer/features/settings/signers.ts'

const people = { preparer: '覃小梅', preparerPhone: '', auditor: '', leader: '韦志强' }

test('whoever left keeps a place in the list as long as the password is there, and everybody stands there once', () => {
  expect(signersOf(people, ['韦志强', '莫海燕'])).toEqual(['覃小梅', '韦志强', '莫海燕'])
  expect(signersOf(people, [])).toEqual(['覃小梅', '韦志强'])
  expect(signersOf({ ...people, preparer: '韦志强' }, [])).toEqual(['韦志强'])
})
