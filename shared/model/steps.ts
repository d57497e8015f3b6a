/** Carries out at one go what is written in small steps. */
export function atOnce<T>(steps: Generator<undefined, T>): T {
  let step = steps.next()
  while (step.done !== true) step = steps.next()
  return step.value
}
