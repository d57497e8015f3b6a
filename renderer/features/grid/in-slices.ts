/** A slice is over before anybody notices that a key waits. */
const sliceMs = 6

/** By then the frame has been drawn that shows what was done. */
export const frameMs = 24

/**
 * Carries long work on in slices, so that keys are answered in between. The first slice comes after this turn.
 * @param waitMs before the first slice
 * @returns what gives it up; `done` is not called then
 */
export function inSlices<T>(steps: Generator<undefined, T>, done: (result: T) => void, waitMs = 0): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const slice = (): void => {
    const end = performance.now() + sliceMs
    let step = steps.next()
    while (step.done !== true && performance.now() < end) step = steps.next()
    if (step.done === true) done(step.value)
    else timer = setTimeout(slice, 0)
  }
  timer = setTimeout(slice, waitMs)
  return () => clearTimeout(timer)
}
