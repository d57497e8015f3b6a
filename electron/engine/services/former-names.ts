/**
 * Names of people who left, in the heads of forms that are still open. A head keeps its own copies, so that what was signed
 * does not change with the staff; whoever follows puts the new names into all of them as one command.
 */
import { type FormerNamesPut, type People, type ReportHeader, SignerRole } from '../../../shared/contract/index.ts'
import { formerNamesText } from '../../../shared/text/former-names.ts'
import type { EngineContext, Service } from '../context.ts'
import type { Store, StoredReviewAct } from '../store/types.ts'
import { announce, whoOf } from './common.ts'
import { isReviewed, signerOf } from './review-stage.ts'

const roles = SignerRole.options

type FormerNames = Readonly<Record<keyof People, ReadonlySet<string>>>
type Names = Pick<ReportHeader, keyof People>

/** Who signs a report, and whose signature on it counts. */
interface Head {
  readonly names: Names
  readonly signed: ReadonlySet<SignerRole>
}

/**
 * What the head of a report is to hold instead; undefined when it stays as it is. Only names that once stood in the settings
 * are replaced: another one is a deputy, whom somebody entered for this form. A signature is left alone with the name of the one
 * who gave it; where another name of the form changes, it counts no longer, so that name goes with the others.
 */
export function replacedNames({ names, signed }: Head, people: People, former: FormerNames): Partial<Names> | undefined {
  const isFormer = (key: keyof People): boolean => names[key] !== people[key] && former[key].has(names[key])
  const gone = roles.filter((role) => people[role] !== '' && isFormer(role))
  if (gone.every((role) => signed.has(role))) return undefined
  // A telephone belongs to its person.
  const keys: (keyof People)[] = gone.includes('preparer') && isFormer('preparerPhone') ? [...gone, 'preparerPhone'] : gone
  return Object.fromEntries(keys.map((key) => [key, people[key]]))
}

/** Every name that once stood in the settings. */
function formerNames(former: readonly People[]): FormerNames {
  const of = (key: keyof People): ReadonlySet<string> => new Set(former.map((people) => people[key]).filter((name) => name !== ''))
  return { preparer: of('preparer'), preparerPhone: of('preparerPhone'), auditor: of('auditor'), leader: of('leader') }
}

/** Reports of months of which nothing is sealed: what stands beside a sealed form comes along when the month is opened again. */
function openReports(store: Store, known: readonly string[]): { readonly form: string; readonly period: string }[] {
  const drafts = store.packVersions.drafts().filter(({ form }) => known.includes(form))
  const periods = new Set(drafts.map(({ period }) => period))
  const isSealed = (period: string): boolean => known.some((form) => store.reports.summary(form, period)?.sealed === true)
  const sealed = new Set([...periods].filter(isSealed))
  return drafts.filter(({ period }) => !sealed.has(period))
}

const countingActs = (store: Store, period: string): readonly StoredReviewAct[] =>
  isReviewed(store) ? store.review.list(period).filter(({ act, voidedAt }) => voidedAt === null && act !== 'refuse') : []

/** The forms whose heads hold a former name, and what they are to hold instead, month by month. */
function toReplace(context: EngineContext): { readonly told: FormerNamesPut['forms'][number]; readonly header: Partial<Names> }[] {
  const store = context.store()
  const people = store.profile.get()?.people
  const formerPeople = store.profile.formerPeople()
  if (people === undefined || formerPeople.length === 0) return []
  const former = formerNames(formerPeople)
  return openReports(
    store,
    context.pack().manifest.forms.map(({ id }) => id),
  ).flatMap(({ form, period }) => {
    const names = store.reports.summary(form, period)?.header
    if (names === undefined) return []
    const acts = countingActs(store, period).filter((act) => act.form === form)
    const signed = acts.flatMap(({ act, by }) => {
      const role = act === 'refuse' ? undefined : signerOf[act]
      return role !== undefined && names[role] === by ? [role] : []
    })
    const header = replacedNames({ names, signed: new Set(signed) }, people, former)
    if (header === undefined) return []
    const replaced = roles.flatMap((role) => {
      const after = header[role]
      return after === undefined ? [] : [{ role, before: names[role], after }]
    })
    return [{ told: { form, period, names: replaced, voids: acts.length }, header }]
  })
}

export function createFormerNamesService(context: EngineContext): Service<'report.replaceFormerNames'> {
  return {
    'report.replaceFormerNames'({ preview }) {
      const found = toReplace(context)
      const forms = found.map(({ told }) => told)
      if (preview) return { forms }
      const store = context.store()
      const step = { source: 'asked', who: whoOf(context), why: formerNamesText.why, origin: 'typed' } as const
      const versions = store.together(() =>
        found.map(({ told: { form, period }, header }) => store.reports.apply(form, period, undefined, [{ kind: 'header', header }], step)),
      )
      for (const [at, { form, period, voids }] of forms.entries()) {
        announce(context, form, period, versions[at]?.version ?? 0)
        if (voids > 0) context.ports.emit({ name: 'review.changed', payload: { period } })
      }
      return { forms }
    },
  }
}
