import { useMemo } from 'react'
import type { Input } from '../../../shared/contract/index.ts'
import { useUnsent } from '../../app/app-model.ts'
import { ofPackage, wordsKey } from '../../state/unsent.ts'

/** A comment on a cell of a package, to go back with it. */
export type CommentDraft = NonNullable<Input<'city.return'>['comments']>[number]

/** The comments collected for a package; they outlive its screen until they are sent back or given up. */
export function useCommentDrafts(sha256: string): readonly [readonly CommentDraft[], (drafts: readonly CommentDraft[]) => void] {
  const [kept, keep] = useUnsent(wordsKey('cityComments', ofPackage, sha256))
  const drafts = useMemo(() => (kept === null ? [] : (JSON.parse(kept) as CommentDraft[])), [kept]) // written below
  return [drafts, (next) => keep(next.length === 0 ? null : JSON.stringify(next))]
}
