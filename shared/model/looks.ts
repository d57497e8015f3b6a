/** How the pages look: remembered with the data, so that every window on them looks the same. */
export const themeChoices = ['system', 'light', 'dark', 'contrast'] as const

export interface Looks {
  /** `system`: light, dark or high contrast, as the computer is set. */
  readonly theme: (typeof themeChoices)[number]
  /** Size of everything, in percent. */
  readonly zoom: number
  /** The entry grid moves the focus from cell to cell, for programs that read the screen aloud. */
  readonly screenReader: boolean
}

export const usualLooks: Looks = { theme: 'system', zoom: 100, screenReader: false }
