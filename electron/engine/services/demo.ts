import type { Handlers } from '../../../shared/contract/index.ts'
import { AppError } from '../../../shared/model/errors.ts'
import type { Service } from '../context.ts'
import { readDemoCounty, readDemoWorkbook } from '../demo-county.ts'

type Needed = Pick<Handlers, 'profile.create' | 'profile.leave' | 'import.preview' | 'import.apply'>

/** Opens the demo county by the same calls a clerk's clicks would make. The samples need no answer, so none is asked. */
export function createDemoService(samplesDir: string, handlers: Needed): Service<'demo.open' | 'profile.leave'> {
  const open = async () => {
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
  }
  let opening: Promise<unknown> = Promise.resolve()
  return {
    'demo.open'() {
      const opened = open()
      opening = opened.catch(() => {})
      return opened
    },
    /** The demo county can be left as soon as it is seen, and what is still on its way into it must not come into the data that follow. */
    async 'profile.leave'(input) {
      await opening
      return handlers['profile.leave'](input)
    },
  }
}
