/** The plan's document: kept with the data, read in the parser process, opened at the clauses that rules name. */
import type { PlanDocument, PlanPlace } from '../../../shared/contract/index.ts'
import type { Pack } from '../../../shared/forms/pack-types.ts'
import { citationsOf } from '../../../shared/plan/citation.ts'
import { type ClauseFinder, clauseFinder } from '../../../shared/plan/clauses.ts'
import { type ClauseNode, depthOf, walk } from '../../../shared/plan/outline.ts'
import { planText } from '../../../shared/text/ui-plan.ts'
import type { EngineContext, Service } from '../context.ts'
import { sha256Hex } from '../sha256-hex.ts'
import type { StoredPlanDocument } from '../store/types.ts'
import { whoOf } from './common.ts'

type PlanMethods = 'plan.attach' | 'plan.document' | 'plan.clause' | 'plan.detach'

interface Opened {
  readonly document: StoredPlanDocument
  readonly finder: ClauseFinder
}

export function createPlanDocumentService(context: EngineContext): Service<PlanMethods> {
  // The tree of the document that was asked for last; another file or another store gives another digest.
  let last: Opened | undefined
  const open = (): Opened | undefined => {
    const document = context.store().planDocuments.get(context.pack().manifest.id)
    if (document === undefined) return undefined
    if (last?.document.sha256 !== document.sha256) last = { document, finder: clauseFinder(document.paragraphs) }
    return { document, finder: last.finder }
  }
  const view = (): PlanDocument | null => {
    const opened = open()
    return opened === undefined ? null : describe(opened, context.pack())
  }
  return {
    'plan.attach': ({ fileName, bytes, job }) =>
      context.jobs.run(job, async (watch) => {
        const pack = context.pack()
        const { format, paragraphs } = await context.ports.parser.readDocument(
          { fileName, bytes },
          { signal: watch.signal, onProgress: (done, total) => watch.progress(planText.reading, done, total) },
        )
        watch.signal.throwIfAborted()
        const sha256 = sha256Hex(bytes)
        const attachedAt = context.ports.clock.now().toISOString()
        context.store().planDocuments.put(pack.manifest.id, { fileName, format, sha256, attachedAt, paragraphs }, bytes, whoOf(context))
        context.ports.emit({ name: 'plan.changed', payload: {} })
        return describe(
          { document: { fileName, format, sha256, attachedAt, paragraphs, bytes: bytes.length }, finder: clauseFinder(paragraphs) },
          pack,
        )
      }),
    'plan.document': view,
    'plan.clause'({ clause }): PlanPlace | null {
      const opened = open()
      if (opened === undefined) return null
      const { passages, missing } = opened.finder.find(clause, context.pack().manifest.title)
      if (passages.length > 0) return { passages: [...passages], note: missing.length === 0 ? null : planText.alsoMissing(missing) }
      return { passages: [], note: missing.length === 0 ? planText.noClause : planText.notFound(missing) }
    },
    'plan.detach'() {
      const pack = context.pack().manifest.id
      const removed = context.store().planDocuments.remove(pack, whoOf(context), context.ports.clock.now().toISOString())
      if (removed) context.ports.emit({ name: 'plan.changed', payload: {} })
      return removed
    },
  }
}

const describe = ({ document, finder }: Opened, pack: Pack): PlanDocument => ({
  ...document,
  paragraphs: [...document.paragraphs],
  outline: [...walk(finder.outline)].map(entryOf),
  cited: countCited(finder, pack),
})

const entryOf = (node: ClauseNode): PlanDocument['outline'][number] => {
  const { kind, mark, title, from, to } = node
  return { kind: kind === 'end' ? 'annex' : kind, mark, title, depth: depthOf(node), from, to }
}

const countCited = (finder: ClauseFinder, pack: Pack): PlanDocument['cited'] => {
  const { title } = pack.manifest
  const ways = new Map<string, boolean>()
  for (const clause of clausesOf(pack)) {
    const labels = citationsOf(clause, title).flatMap(({ label, path }) => (path.length > 0 ? [label] : []))
    if (labels.length === 0) continue
    const missing = new Set(finder.find(clause, title).missing)
    for (const label of labels) ways.set(label, !missing.has(label))
  }
  return { total: ways.size, found: [...ways.values()].filter(Boolean).length }
}

function* clausesOf(pack: Pack): Generator<string> {
  for (const rule of pack.rules) yield rule.clause
  for (const indicator of pack.indicators) yield indicator.clause
  for (const parameter of Object.values(pack.manifest.parameters)) yield parameter.clause
}
