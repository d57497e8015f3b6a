import { App as AntApp, ConfigProvider } from 'antd'
import { type ReactNode, useEffect, useMemo } from 'react'
import { useStore } from 'zustand'
import type { LooksHolder, SystemLooks } from '../state/looks.ts'
import { paletteSheet } from '../ui/palette.ts'
import { componentConfig } from './theme.ts'

/** What the computer is set to, as the browser tells it. */
export const systemLooks = (window: Window): SystemLooks => ({
  dark: window.matchMedia('(prefers-color-scheme: dark)'),
  contrast: window.matchMedia('(prefers-contrast: more)'),
  printing: window.matchMedia('print'),
})

/** Gives the page the colours of all themes; a constructed sheet is a script's own and needs no nonce. */
export function adoptPalette(document: Document): void {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(paletteSheet())
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
}

/** Everything, in the theme that was chosen. */
export function Root({ looks, children }: { readonly looks: LooksHolder; readonly children: ReactNode }) {
  const theme = useStore(looks.store, (state) => state.theme)
  useEffect(() => {
    document.documentElement.dataset.theme = theme
  }, [theme])
  const config = useMemo(() => componentConfig(document, theme), [theme])
  return (
    <ConfigProvider {...config}>
      <AntApp component={false}>{children}</AntApp>
    </ConfigProvider>
  )
}
