import type { FormState } from '../../shared/model/state.ts'

const classes: Readonly<Record<FormState, string>> = {
  未填: 'none',
  填报中: 'doing',
  有问题: 'wrong',
  可送审: 'good',
  待审核: 'doing',
  待签发: 'doing',
  可上报: 'good',
  已上报: 'done',
  已退回: 'wrong',
  已接收: 'done',
}

/** Where a form stands, as a word in a frame. */
export function StateTag({ state }: { readonly state: FormState }) {
  return <span className={`state state-${classes[state]}`}>{state}</span>
}
