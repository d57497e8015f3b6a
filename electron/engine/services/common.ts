/** What several services need to know about the report they work on. */
import type { FormTemplate } from '../../../shared/forms/form-schema.ts'
import type { ReportingUnit } from '../../../shared/forms/manifest-schema.ts'
import type { Pack } from '../../../shared/forms/pack-types.ts'
import { receiverUnit } from '../../../shared/forms/superior.ts'
import { AppError } from '../../../shared/model/errors.ts'
import type { EngineContext } from '../context.ts'
import type { Clock } from '../ports.ts'

/** The calendar day on this computer, `YYYY-MM-DD`. */
export function dayOf(clock: Clock): string {
  const now = clock.now()
  const two = (part: number) => String(part).padStart(2, '0')
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
}

/** Throws FORM_UNKNOWN. */
export function templateOf(pack: Pack, form: string): FormTemplate {
  const template = pack.forms.get(form)
  if (!template) throw new AppError('FORM_UNKNOWN', { form })
  return template
}

/** Throws PERIOD_OUTSIDE_PLAN. */
export function requirePeriod(pack: Pack, period: string): void {
  const { validFrom: from, validTo: to } = pack.manifest
  if (period < from || period > to) throw new AppError('PERIOD_OUTSIDE_PLAN', { period, from, to })
}

/** The unit that reports from this data folder. A city's folder reports as the receiver of the plan. */
export function unitOf(context: EngineContext): ReportingUnit {
  const profile = context.store().profile.get()
  if (!profile) throw new AppError('STORE_NOT_INITIALISED')
  const unit = context.pack().manifest.units.find((candidate) => candidate.id === profile.unit)
  if (unit === undefined && profile.unit === context.pack().manifest.receiver.id) return receiverUnit(context.pack().manifest)
  return unit ?? { id: profile.unit, name: profile.unitName, kind: 'department', regionCodes: [] }
}

/** Whose name goes into the audit: whoever asks, else the preparer, or the unit while nobody is named. */
export function whoOf(context: EngineContext): string {
  const caller = context.ports.caller?.()
  if (caller !== undefined) return caller
  const profile = context.store().profile.get()
  return profile?.people.preparer || profile?.unitName || ''
}

/** Tells every window that a report has a new version. */
export function announce(context: EngineContext, form: string, period: string, version: number): void {
  context.ports.emit({ name: 'report.changed', payload: { form, period, version } })
}
