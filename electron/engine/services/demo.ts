import type { Handlers } from '../../../shared/contract/index.ts'
import { AppError } from '../../../shared/model/errors.ts'
import type { EngineContext, Service } from '../context.ts'
import { readDemoCounty, readDemoWorkbook } from '../demo-county.ts'
import type { StoreHolder } from '../store-holder.ts'

interface DemoServiceParts {
  readonly samplesDir: string
  readonly context: EngineContext
  readonly holder: StoreHolder
}
type Needed = Pick<Handlers, 'profile.create' | 'import.preview' | 'import.apply'>

/** Opens the demo county by the same calls a clerk's clicks would make, and leaves it. The samples need no answer, so none is asked. */
export function createDemoService(
  { samplesDir, context, holder }: DemoServiceParts,
  handlers: Needed,
): Service<'demo.open' | 'demo.leave'> {
  return {
    async 'demo.open'() {
      const { packId, unit, period, people, workbooks } = readDemoCounty(samplesDir)
      const profile = await handlers['profile.create']({ role: 'county', packId, unit, people, demo: true })
      for (const { form, file } of workbooks) {
        const bytes = readDemoWorkbook(samplesDir, file)
        const { id, questions } = await handlers['import.preview']({ form, period, fileName: file, bytes, options: {} })
        const first = questions[0]
        if (first) throw new AppError('IMPORT_UNDECIDED', { count: questions.length, first: first.message })
        await handlers['import.apply']({ id, remember: false })
      }
      return profile
    },
    'demo.leave'() {
      // Whoever practised first must be able to begin in earnest; real data are never taken away like this.
      if (holder.current().profile.get()?.demo !== true) throw new AppError('DATA_FOLDER_NOT_EMPTY', { folder: holder.folder.root })
      const kept = holder.vacate()
      // Keys made in play are of the demo county, and may be of another unit than the one that begins now.
      context.keys.setAside()
      context.ports.emit({ name: 'profile.changed', payload: {} })
      return kept
    },
  }
}
