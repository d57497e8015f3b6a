/** Screens as addresses in the fragment, so that the browser's back button works. */
export type Route =
  | { readonly screen: 'month' }
  | { readonly screen: 'report'; readonly form: string }
  | { readonly screen: 'import'; readonly form: string }
  | { readonly screen: 'submit' }
  /** The plan's document, opened at a clause as a rule names it. */
  | { readonly screen: 'plan'; readonly clause: string | null }
  | { readonly screen: 'settings' }

export interface Place {
  readonly route: Route
  /** Null = whichever month is on the desk. */
  readonly period: string | null
}

const form = /^[a-zA-Z][a-zA-Z0-9_]{0,63}$/
const month = /^\d{4}-(0[1-9]|1[0-2])$/

/** `#/report/F4/2020-05`; anything that is not an address of ours leads to the month. */
export function parsePlace(hash: string): Place {
  const [, screen = '', ...rest] = hash.split('/')
  const named = rest.find((part) => form.test(part))
  const period = rest.find((part) => month.test(part)) ?? null
  if ((screen === 'report' || screen === 'import') && named !== undefined) return { route: { screen, form: named }, period }
  if (screen === 'plan') return { route: { screen, clause: clauseIn(rest.find((part) => part !== period)) }, period }
  if (screen === 'submit' || screen === 'settings') return { route: { screen }, period }
  return { route: { screen: 'month' }, period }
}

const longestClause = 400

/** Null for text that no address of ours holds. */
const clauseIn = (part: string | undefined): string | null => {
  try {
    const clause = decodeURIComponent(part ?? '')
    return clause === '' || clause.length > longestClause ? null : clause
  } catch {
    return null
  }
}

export function formatPlace(route: Route, period: string): string {
  if (route.screen === 'plan' && route.clause !== null) return `#/plan/${period}/${encodeURIComponent(route.clause)}`
  return 'form' in route ? `#/${route.screen}/${route.form}/${period}` : `#/${route.screen}/${period}`
}
