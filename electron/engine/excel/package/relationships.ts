/** Relationships between the parts of an Office package. */
import { hostile, workbookLimits } from '../limits.ts'
import { parseXml } from './xml.ts'
import type { ZipPackage } from './zip.ts'

export interface Relationship {
  /** Last word of the type address: the same for Transitional and Strict files. */
  readonly type: string
  readonly target: string
}

/** Relationships of `part` ('' = the package itself) by id. External targets are left out: nothing is ever fetched. */
export async function readRelationships(zip: ZipPackage, part: string): Promise<ReadonlyMap<string, Relationship>> {
  const slash = part.lastIndexOf('/')
  const folder = slash < 0 ? '' : part.slice(0, slash)
  const name = `${folder === '' ? '' : `${folder}/`}_rels/${part.slice(slash + 1)}.rels`
  const found = new Map<string, Relationship>()
  if (!zip.has(name)) return found
  await parseXml(
    await zip.open(name),
    {
      open(element, attributes) {
        if (element !== 'Relationship' || attributes.TargetMode === 'External') return
        if (found.size >= workbookLimits.relationships) throw hostile('relationships')
        const id = attributes.Id
        const type = attributes.Type?.split('/').pop()
        const target = attributes.Target
        if (id !== undefined && type !== undefined && target !== undefined) found.set(id, { type, target: resolveTarget(folder, target) })
      },
      close() {},
    },
    { maxBytes: workbookLimits.smallPartBytes },
  )
  return found
}

const resolveTarget = (folder: string, target: string): string => {
  const path = target.replaceAll('\\', '/')
  if (path.startsWith('/')) return path.slice(1)
  const steps = folder === '' ? [] : folder.split('/')
  for (const step of path.split('/')) {
    if (step === '..') steps.pop()
    else if (step !== '' && step !== '.') steps.push(step)
  }
  return steps.join('/')
}
