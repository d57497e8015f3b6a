import { citationsOf } from '../../../shared/plan/citation.ts'
import { planText } from '../../../shared/text/ui-plan.ts'
import { useModel, useMonth } from '../../app/app-model.ts'
import { formatPlace } from '../../app/route.ts'

/** The basis of a rule: a link to the passage where it names a clause of this plan, else plain text. */
export function ClauseLink({ clause }: { readonly clause: string }) {
  const { ready } = useModel()
  const period = useMonth((state) => state.period)
  if (citationsOf(clause, ready.pack.manifest.title).length === 0) return clause
  return (
    <a className="clause-link" href={formatPlace({ screen: 'plan', clause }, period)} title={planText.openClause(clause)}>
      {clause}
    </a>
  )
}
