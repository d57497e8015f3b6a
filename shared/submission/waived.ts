/** Which findings the city has waived. */
import type { Finding } from '../rules/finding.ts'
import type { Waiver } from './signed-files.ts'

/** Whether a waiver is for what is handed up here. */
export const isWaiverFor = (
  waiver: Pick<Waiver, 'unit' | 'pack' | 'period'>,
  place: { readonly unit: string; readonly pack: string; readonly period: string },
): boolean => waiver.unit === place.unit && waiver.pack === place.pack && waiver.period === place.period

/** The waiver that takes a finding out of the way; undefined when none does. */
export const waiverOf = <W extends Pick<Waiver, 'rule' | 'rowKey'>>(
  finding: Pick<Finding, 'ruleId' | 'rowKey'>,
  waivers: readonly W[],
): W | undefined => waivers.find(({ rule, rowKey }) => rule === finding.ruleId && (rowKey === null || rowKey === finding.rowKey))
