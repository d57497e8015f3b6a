import { describe, expect, test } from 'vitest'
import { recognise } from '../../../electron/engine/excel/recognise/recognise.ts'
import { AppError } from '../../../shared/model/errors.ts'
import { errorSentence } from '../../../shared/text/errors.ts'
import { sound } from '../../helpers/hostile/damaged.ts'
import type { HostileFile } from '../../helpers/hostile/hostile-file.ts'
import { hostileFiles } from '../../helpers/hostile/hostile-files.ts'
import { parseMeasured } from '../../helpers/hostile/measured-parser.ts'
import { parseUnlimited } from '../../helpers/hostile/parse-unlimited.ts'
import { parseHere } from '../../helpers/parse-here.ts'
import { formOf, shippedPack } from '../../helpers/recognition.ts'

/** What no hostile file may cost: safety limits, not a benchmark. Processor time, so that a busy machine changes nothing. */
const most = { cpuMs: 5000, peakMb: 300 }
const atATime = 2

const pack = shippedPack('liuzhou-2020')
const template = formOf(pack, 'F4')

const parseInside = async (fileName: string, bytes: Uint8Array): ReturnType<typeof parseMeasured> => {
  const cost = { cpuMs: 0, peakMb: 0 }
  try {
    return { cost, workbook: await parseHere(bytes, fileName) }
  } catch (error) {
    return { cost, error }
  }
}

/** What is wrong with how a file ended; nothing when all is well. */
const problemsOf = async ({ fileName = 'table.xlsx', make, outcome, isVariant }: HostileFile): Promise<string[]> => {
  const { cost, workbook, error } = await (isVariant === true ? parseInside : parseMeasured)(fileName, make())
  const problems: string[] = []
  const end = workbook !== undefined ? 'read' : error instanceof AppError ? error.code : `a plain ${String(error)}`
  if (end !== outcome && (outcome !== 'any' || end.startsWith('a plain'))) problems.push(`ended as ${end}, not as ${outcome}`)
  if (error instanceof AppError) {
    const sentence = errorSentence(error.code, error.details)
    if (!/(?:表格|文件).*(?:原有数据|没有).*。/u.test(sentence)) problems.push(`says: ${sentence}`)
  }
  if (cost.cpuMs > most.cpuMs) problems.push(`took ${cost.cpuMs} ms`)
  if (cost.peakMb > most.peakMb) problems.push(`held ${Math.round(cost.peakMb)} MB`)
  if (workbook !== undefined) {
    // The engine looks for its form in what was read: that must not be the expensive part.
    const before = process.cpuUsage()
    try {
      recognise({ workbook, template, codes: pack.codes, period: '2020-05', options: {}, saved: () => undefined })
    } catch (thrown) {
      if (!(thrown instanceof AppError)) problems.push(`recognition threw ${String(thrown)}`)
    }
    const { user, system } = process.cpuUsage(before)
    if ((user + system) / 1000 > most.cpuMs) problems.push(`recognition took ${(user + system) / 1000} ms`)
  }
  return problems
}

/** What `work` makes of each, in their order; some at a time. */
const sideBySide = async <T>(files: readonly HostileFile[], work: (file: HostileFile) => Promise<T>): Promise<readonly T[]> => {
  const ends = new Map<HostileFile, T>()
  const waiting = [...files]
  const worker = async (): Promise<void> => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) ends.set(file, await work(file))
  }
  await Promise.all(Array.from({ length: atATime }, worker))
  return files.flatMap((file) => (ends.has(file) ? [ends.get(file) as T] : [])) // what is there is a T
}

describe('hostile files', () => {
  test('are more than two hundred that meet the real process, and as many variants', () => {
    const all = Object.values(hostileFiles).flat()
    expect(all.filter(({ isVariant }) => isVariant !== true).length).toBeGreaterThan(200)
    expect(all.length).toBeGreaterThan(400)
  })

  test.each(Object.entries(hostileFiles))(
    '%s: each ends in a result or a coded sentence, within its limits',
    async (_, files) => {
      const found = await sideBySide(files, async (file) => (await problemsOf(file)).map((problem) => `${file.name} ${problem}`))
      expect(found.flat()).toEqual([])
    },
    1_800_000,
  )

  test('without the limits those that rely on them cost too much or never end', async () => {
    const heavy = Object.values(hostileFiles)
      .flat()
      .filter(({ isHeavy }) => isHeavy === true)
    expect(heavy.length).toBeGreaterThanOrEqual(14)
    const ends = await sideBySide(
      heavy,
      async ({ name, fileName = 'table.xlsx', make }) => `${name}: ${(await parseUnlimited(fileName, make(), most)).end}`,
    )
    expect(ends).toEqual(heavy.map(({ name }) => `${name}: gone`))
    // An honest file is read as well: it is not the control itself that fails.
    const honest = Object.values(sound)[0]?.() ?? new Uint8Array()
    expect((await parseUnlimited('form.xlsx', honest, most)).end).toBe('read')
  }, 1_800_000)
})
