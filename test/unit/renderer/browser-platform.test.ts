import { expect, test } from 'vitest'
import { takeToken } from '../../../renderer/platform/browser.ts'

const token = 'G_f2SbyrV-HL_ByFUoHEvzdd_QOzoQQQwxcL11LRf84'
const address = (hash: string) => {
  const replaced: string[] = []
  const location = { hash, pathname: '/' } as Location // only these two are read
  const history = { replaceState: (_state: unknown, _title: string, url: string) => void replaced.push(url) } as unknown as History // only this is called
  return { taken: takeToken(location, history), replaced }
}

test('the token is taken and the address is cleared of it', () => {
  expect(address(`#token=${token}`)).toEqual({ taken: token, replaced: ['/'] })
})

test.each(['', '#/month/2020-05', '#token=', '#token=short', `#token=${token}&more=1`, '#token=<script>aaaaaaaaaaaaaaaaaaaaaaaa'])(
  'an address like %s gives none and is left alone',
  (hash) => {
    expect(address(hash)).toEqual({ taken: null, replaced: [] })
  },
)
