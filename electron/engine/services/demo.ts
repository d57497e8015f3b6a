import type { Handlers } from '../../../shared/contract/index.ts'
import { AppError } from '../../../shared/model/errors.ts'
import type { Service } from '../context.ts'
import { readDemoCounty, readDemoWorkbook } from '../demo-county.ts'

type Needed = Pick<Handlers, 'profile.create' | 'import.preview' | 'import.apply'>

/** Opens the demo county by the same calls a clerk's clicks would make. The samples need no answer, so none is asked. */
export function createDemoService(samplesDir: string, handlers: Needed): Service<'demo.open'> {
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
  }
}
