import type { Route } from './route.ts'

/** Places that a key leads to from anywhere, half-typed or not. */
export const placesByKey: Readonly<Record<string, Route>> = {
  Digit1: { screen: 'month' },
  Digit2: { screen: 'submit' },
  Digit3: { screen: 'progress', sheet: null, indicator: null },
}
/** How the key to a screen is written, when there is one. */
export const keysOf = (target: Route): string | undefined => {
  const found = Object.entries(placesByKey).find(([, route]) => route.screen === target.screen)
  return found?.[0].replace('Digit', 'Alt+')
}
