/** Screens as addresses in the fragment, so that the browser's back button works. */
export type Route =
  | { readonly screen: 'month' }
  /** With a cell, the form opens at it. */
  | { readonly screen: 'report'; readonly form: string; readonly cell?: CellPlace }
  | { readonly screen: 'import'; readonly form: string }
  /** A whole workbook into many forms. */
  | { readonly screen: 'import-book' }
  /** A form before the person who checks or signs it. */
  | { readonly screen: 'review'; readonly form: string }
  /** A form on paper, or the list of what the check found in it. */
  | { readonly screen: 'print'; readonly form: string; readonly part: 'form' | 'findings' }
  /** A form as it was at any moment. */
  | { readonly screen: 'past'; readonly form: string }
  | { readonly screen: 'submit' }
  /** The plan's document, opened at a clause as a rule names it. */
  | { readonly screen: 'plan'; readonly clause: string | null }
  /** How far the targets have come: in one form made from indicators, with the months of one of them. */
  | { readonly screen: 'progress'; readonly sheet: string | null; readonly indicator: string | null }
  /** Everything that was done, over all forms. */
  | { readonly screen: 'log' }
  /** The city's desk: what came and what did not; one package; what is made of a month. */
  | { readonly screen: 'inbox' }
  | { readonly screen: 'package'; readonly sha256: string }
  | { readonly screen: 'sums' }
  /** When each month is due. */
  | { readonly screen: 'calendar' }
  | { readonly screen: 'settings' }
  /** The manual, opened where it speaks of a screen. */
  | { readonly screen: 'help'; readonly about: string | null }

/** A cell by the identity of its row, which stays when rows move. */
export interface CellPlace {
  readonly row: string
  readonly field: string
}

export interface Place {
  readonly route: Route
  /** Null = whichever month is on the desk. */
  readonly period: string | null
}

const form = /^[a-zA-Z][a-zA-Z0-9_]{0,63}$/
const screenName = /^[a-z][a-z-]{2,11}$/
const digest = /^[0-9a-f]{64}$/
const month = /^\d{4}-(0[1-9]|1[0-2])$/

/** `#/report/F4/2020-05`; anything that is not an address of ours leads to the month. */
export function parsePlace(hash: string): Place {
  const [, screen = '', ...rest] = hash.split('/')
  const named = rest.find((part) => form.test(part))
  const period = rest.find((part) => month.test(part)) ?? null
  if (screen === 'report' && named !== undefined) return { route: { screen, form: named, ...cellIn(rest) }, period }
  if ((screen === 'import' || screen === 'review' || screen === 'past') && named !== undefined)
    return { route: { screen, form: named }, period }
  if (screen === 'print' && named !== undefined) {
    return { route: { screen, form: named, part: rest.includes('findings') ? 'findings' : 'form' }, period }
  }
  if (screen === 'plan') return { route: { screen, clause: textIn(rest.find((part) => part !== period)) }, period }
  if (screen === 'progress') {
    const [sheet = null, indicator = null] = rest.filter((part) => form.test(part))
    return { route: { screen, sheet, indicator }, period }
  }
  if (
    screen === 'submit' ||
    screen === 'settings' ||
    screen === 'log' ||
    screen === 'calendar' ||
    screen === 'import-book' ||
    screen === 'inbox' ||
    screen === 'sums'
  )
    return { route: { screen }, period }
  const sha256 = rest.find((part) => digest.test(part))
  if (screen === 'package' && sha256 !== undefined) return { route: { screen, sha256 }, period }
  if (screen === 'help') return { route: { screen, about: rest.find((part) => screenName.test(part)) ?? null }, period }
  return { route: { screen: 'month' }, period }
}

const longestPart = 400

/** Null for text that no address of ours holds. */
const textIn = (part: string | undefined): string | null => {
  try {
    const clause = decodeURIComponent(part ?? '')
    return clause === '' || clause.length > longestPart ? null : clause
  } catch {
    return null
  }
}

/** The row and the field after the form and its month, if both are there. */
const cellIn = ([, , row, field = '']: readonly string[]): { readonly cell?: CellPlace } => {
  const named = textIn(row)
  return named !== null && form.test(field) ? { cell: { row: named, field } } : {}
}

export function formatPlace(route: Route, period: string): string {
  if (route.screen === 'plan' && route.clause !== null) return `#/plan/${period}/${encodeURIComponent(route.clause)}`
  if (route.screen === 'help' && route.about !== null) return `#/help/${period}/${route.about}`
  if (route.screen === 'progress') {
    return ['#/progress', period, route.sheet, route.indicator].filter((part) => part !== null).join('/')
  }
  if (route.screen === 'report' && route.cell) {
    return `#/report/${route.form}/${period}/${encodeURIComponent(route.cell.row)}/${route.cell.field}`
  }
  if (route.screen === 'print' && route.part === 'findings') return `#/print/${route.form}/${period}/findings`
  if (route.screen === 'package') return `#/package/${period}/${route.sha256}`
  return 'form' in route ? `#/${route.screen}/${route.form}/${period}` : `#/${route.screen}/${period}`
}
