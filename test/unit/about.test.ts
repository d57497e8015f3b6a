import { expect, test } from 'vitest'
import { aboutText } from '../../shared/text/ui-about.ts'

test('the program claims to stay off the network only while no way of sending is set, and names the one address otherwise', () => {
  expect(aboutText.what).not.toMatch(/程序不联网/)
  expect(aboutText.what).toMatch(/没有设置传送办法时，程序不连接网络/)
  expect(aboutText.what).toMatch(/只连您设的地址/)
})
