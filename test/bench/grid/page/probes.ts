/** Clocks that run in the page. A time ends when the frame that shows the outcome has been drawn. All in milliseconds. */
import type { Sheet } from './sheet.ts'

const nextFrame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve))
/** After layout and paint of the frame that is being made: a message is only delivered when they are done. */
const afterPaint = (): Promise<number> =>
  new Promise((resolve) => {
    const channel = new MessageChannel()
    channel.port1.onmessage = () => resolve(performance.now())
    channel.port2.postMessage(null)
  })
const patience = 30_000

/** Resolves with the time at which the frame was drawn in which this was first true. @throws when that takes half a minute */
export async function painted(isThere: () => boolean): Promise<number> {
  const until = performance.now() + patience
  while (performance.now() < until) {
    await nextFrame()
    if (isThere()) return afterPaint()
  }
  throw new Error('it never came')
}
/** Two quiet frames, so that one measurement does not pay for the one before. */
export async function settle(): Promise<void> {
  for (let frame = 0; frame < 2; frame += 1) {
    await nextFrame()
    await afterPaint()
  }
}

/** From the next press of a key to the frame in which `isThere`. */
export function fromKey(key: string, isThere: () => boolean): Promise<number> {
  return new Promise((resolve, reject) => {
    const listener = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== key.toLowerCase()) return
      window.removeEventListener('keydown', listener, true)
      painted(isThere).then((at) => resolve(at - event.timeStamp), reject)
    }
    window.addEventListener('keydown', listener, true)
  })
}

/** Scrolls down a little in each frame; gives the time between frames. */
export async function scrollFrames(sheet: Sheet, frames: number, pixels: number): Promise<number[]> {
  const scroller = sheet.scroller()
  const times: number[] = []
  let last = await nextFrame()
  for (let frame = 0; frame < frames; frame += 1) {
    scroller.scrollTop += pixels
    const now = await nextFrame()
    times.push(now - last)
    last = now
  }
  return times
}

/** Jumps to rows far apart; from setting the scroll bar to the frame that shows the row. */
export async function jumps(sheet: Sheet, rows: readonly number[], height: number): Promise<number[]> {
  const scroller = sheet.scroller()
  const times: number[] = []
  for (const row of rows) {
    await settle()
    sheet.forget()
    const began = performance.now()
    scroller.scrollTop = row * height
    // A few rows below the edge, so that it is in sight however tall the head is.
    times.push((await painted(() => sheet.drawn(row + 4))) - began)
  }
  return times
}

/** Counts rows in which anything of the page changes until `stop`. */
export function watchRows(sheet: Sheet): { readonly stop: () => number } | null {
  const { rowOf } = sheet
  if (!rowOf) return null
  const rows = new Set<string>()
  const observer = new MutationObserver((changes) => {
    for (const { target, addedNodes } of changes) {
      const element = target instanceof Element ? target : target.parentElement
      const row = element && rowOf(element)
      if (row) rows.add(row)
      for (const node of addedNodes) {
        const added = node instanceof Element && rowOf(node)
        if (added) rows.add(added)
      }
    }
  })
  observer.observe(sheet.scroller(), { subtree: true, childList: true, attributes: true, characterData: true })
  return {
    stop() {
      observer.disconnect()
      return rows.size
    },
  }
}
