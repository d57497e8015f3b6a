import { theme } from 'antd'
import { expect, test } from 'vitest'
import { componentConfig } from '../../../renderer/app/theme.ts'
import { contrastRatio } from '../../helpers/contrast-ratio.ts'

const page = { querySelector: () => null } as unknown as Document // no sheet is made here, so nothing is asked of it

test.each([
  ['light', 4.5],
  ['dark', 4.5],
  ['contrast', 7],
] as const)('words on the buttons of the %s theme, dangerous ones too, stand out by at least %f to 1', (name, least) => {
  const token = theme.getDesignToken(componentConfig(page, name).theme)
  const grounds = ['colorPrimary', 'colorPrimaryHover', 'colorPrimaryActive', 'colorError', 'colorErrorHover', 'colorErrorActive'] as const
  const words = ['colorError', 'colorErrorText', 'colorLink', 'colorLinkHover'] as const
  const ratios = [
    ...grounds.map((ground) => [ground, contrastRatio(token.colorTextLightSolid, token[ground])] as const),
    ...words.map((word) => [word, contrastRatio(token[word], token.colorBgContainer)] as const),
  ]
  expect(ratios.filter(([, ratio]) => ratio < least).map(([of, ratio]) => `${of} ${ratio.toFixed(2)}`)).toEqual([])
})
