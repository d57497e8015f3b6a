import * as z from 'zod'

/** How the pages look: remembered with the data, so that every window on them looks the same. */
export const Looks = z.strictObject({
  /** `system`: light, dark or high contrast, as the computer is set. */
  theme: z.enum(['system', 'light', 'dark', 'contrast']),
  /** Size of everything, in percent. */
  zoom: z.int().min(100).max(200),
  /** The entry grid moves the focus from cell to cell, for programs that read the screen aloud. */
  screenReader: z.boolean(),
})
export type Looks = z.infer<typeof Looks>

export const usualLooks: Looks = { theme: 'system', zoom: 100, screenReader: false }
