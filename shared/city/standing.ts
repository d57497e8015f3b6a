/** Where a unit stands with a period at the city: worked out from the set of packages and decisions, whatever order they came in. */
import { deadlineOf, lateDays } from '../forms/deadline.ts'
import type { Calendar } from '../forms/manifest-schema.ts'
import { type Decision, inOrder, type PackageFacts } from './package-facts.ts'

/** `due`: not yet late, nothing there. `conflict`: two packages claim one revision, and a person must say which counts. */
export const standingStates = ['due', 'missing', 'received', 'returned', 'accepted', 'conflict'] as const
export type StandingState = (typeof standingStates)[number]

/** What the last decision about a package says; `refused` takes it out of everything. */
export type PackageStatus = 'received' | 'accepted' | 'returned' | 'reopened' | 'refused'

export interface PeriodStanding {
  readonly unit: string
  readonly period: string
  readonly state: StandingState
  readonly dueDate: string
  /** Of the first arrival; while nothing is there, until today. */
  readonly daysLate: number
  /** Newest revision that was not refused; null in a conflict and while there is none. */
  readonly newest: PackageFacts | null
  /** The accepted one that sums are made of. It counts until a later one is accepted or it is returned. */
  readonly counted: PackageFacts | null
  /** Packages that claim the newest revision besides each other. */
  readonly claims: readonly PackageFacts[]
  /** Everything there is, by revision and digest. */
  readonly packages: readonly { readonly facts: PackageFacts; readonly status: PackageStatus }[]
  /** The newest package was accepted and may be revised. */
  readonly isReopened: boolean
  /** A revision of an accepted package that nobody asked for: it must be reopened before it can be accepted. */
  readonly isUnasked: boolean
  /** What the newest package takes the place of never came. */
  readonly isGap: boolean
  readonly timesReturned: number
  /** Until when a returned package is wanted again, and by how many days that is past. */
  readonly resubmitBy: string | null
  readonly daysOverdue: number
}

/** The status of one package from its decisions. */
export const statusOf = (decisions: readonly Decision[]): PackageStatus => {
  const last = inOrder(decisions).findLast(({ kind }) => kind !== 'received')
  return last === undefined ? 'received' : last.kind
}

const byRevision = (a: PackageFacts, b: PackageFacts): number => a.revision - b.revision || (a.sha256 < b.sha256 ? -1 : 1)

/** Days from a calendar day to another; negative when it lies before. */
const daysFrom = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)

export interface StandingInput {
  readonly unit: string
  readonly period: string
  readonly calendar: Calendar
  /** The day it is at the city. */
  readonly today: string
  /** Packages and decisions of this unit and period, in any order. */
  readonly packages: readonly PackageFacts[]
  readonly decisions: readonly Decision[]
}

/** Decisions by the digest they are about. */
export const decisionsByPackage = (decisions: readonly Decision[]): Map<string, Decision[]> =>
  Map.groupBy(decisions, ({ sha256 }) => sha256)

/** Pure: the same set gives the same standing. */
export function standingOf({ unit, period, calendar, today, packages, decisions }: StandingInput): PeriodStanding {
  const byPackage = decisionsByPackage(decisions)
  const all = packages.toSorted(byRevision).map((facts) => ({ facts, status: statusOf(byPackage.get(facts.sha256) ?? []) }))
  const live = all.filter(({ status }) => status !== 'refused')
  const top = live.at(-1)?.facts.revision
  const claims = live.filter(({ facts }) => facts.revision === top)
  const settled = claims.filter(({ status }) => status !== 'received')
  // Among several claims the one that a person decided about is the one that stands.
  const chosen = claims.length === 1 ? claims[0] : settled.length === 1 ? settled[0] : undefined
  const counting = live.filter(({ status }) => status === 'accepted' || status === 'reopened')
  const counted = isOneEach(counting.map(({ facts }) => facts)) ? counting.at(-1) : undefined
  const deadline = deadlineOf(calendar, period)
  const first = live.map(({ facts }) => facts.receivedDay).sort()[0]
  const earlier = counting.filter(({ facts, status }) => status === 'accepted' && facts.revision < (top ?? 0))
  const returned =
    chosen?.status === 'returned' ? byPackage.get(chosen.facts.sha256)?.findLast(({ kind }) => kind === 'returned') : undefined
  const known = new Set(packages.map(({ sha256 }) => sha256))
  return {
    unit,
    period,
    state: stateOf(claims.length, chosen?.status, lateDays(calendar, deadline, today)),
    dueDate: deadline.dueDate,
    daysLate: lateDays(calendar, deadline, first ?? today),
    newest: chosen?.facts ?? null,
    counted: counted?.facts ?? null,
    claims: claims.length > 1 ? claims.map(({ facts }) => facts) : [],
    packages: all,
    isReopened: chosen?.status === 'reopened',
    isUnasked: chosen?.status === 'received' && earlier.length > 0,
    isGap: chosen !== undefined && chosen.facts.supersedes !== null && !known.has(chosen.facts.supersedes),
    timesReturned: decisions.filter(({ kind }) => kind === 'returned').length,
    resubmitBy: returned?.resubmitBy ?? null,
    daysOverdue: returned?.resubmitBy == null ? 0 : Math.max(0, daysFrom(returned.resubmitBy, today)),
  }
}

/** Whether no two of them claim the same revision. */
const isOneEach = (packages: readonly PackageFacts[]): boolean => new Set(packages.map(({ revision }) => revision)).size === packages.length

function stateOf(claims: number, status: PackageStatus | undefined, late: number): StandingState {
  if (claims === 0) return late > 0 ? 'missing' : 'due'
  if (status === undefined) return 'conflict'
  return status === 'reopened' ? 'accepted' : status === 'refused' ? 'missing' : status
}
