import { expect, onTestFinished, test, vi } from 'vitest'
import { pickFile } from '../../../renderer/platform/browser-files.ts'
import { type DesktopBridge, desktopPlatform } from '../../../renderer/platform/desktop.ts'
import { AppError } from '../../../shared/model/errors.ts'
import { evidenceLimits } from '../../../shared/submission/evidence.ts'
import { errorSentence } from '../../../shared/text/errors.ts'

const megabyte = 1024 * 1024
const sized = (bytes: number): File => ({ name: '扫描件.pdf', size: bytes, arrayBuffer: async () => new ArrayBuffer(3) }) as unknown as File // only these are read

/** A page whose dialog gives one file. */
function choosing(file: File): void {
  const createElement = () => {
    const heard = new Map<string, () => void>()
    return {
      files: [file],
      addEventListener: (event: string, listener: () => void) => heard.set(event, listener),
      click: () => heard.get('change')?.(),
    }
  }
  vi.stubGlobal('document', { createElement })
  onTestFinished(() => void vi.unstubAllGlobals())
}

/** A window whose dialog gives a file that is too large. */
function desktopChoosing(bytes: number, limitMb: number) {
  const open = async () => ({ kind: 'failed', name: '扫描件.pdf', tooLarge: { bytes, limitMb } })
  return desktopPlatform({ files: { open } } as unknown as DesktopBridge) // opening asks for nothing else
}
const sentenceOf = async (opening: Promise<unknown>): Promise<string> => {
  const error = await opening.then(
    () => undefined,
    (cause: unknown) => cause,
  )
  return error instanceof AppError ? errorSentence(error.code, error.details) : `no refusal: ${String(error)}`
}

test.each([21, 70])('evidence of %i MB is told one limit and what to do, in the browser and on the desktop', async (mb) => {
  choosing(sized(mb * megabyte))
  const said = await sentenceOf(pickFile([]))
  expect(said).toContain(`有 ${mb}.0 MB，每个佐证文件最多 ${evidenceLimits.fileMb} MB`)
  expect(said).toContain('缩小后另存')
  expect(await sentenceOf(desktopChoosing(mb * megabyte, evidenceLimits.fileMb).openFile([]))).toBe(said)
})

test('what just fits is read; other files keep their own limit', async () => {
  choosing(sized(evidenceLimits.fileBytes))
  expect((await pickFile([]))?.bytes).toHaveLength(3)
  choosing(sized(56 * megabyte))
  expect((await pickFile(['.xlsx']))?.name).toBe('扫描件.pdf')
  choosing(sized(70 * megabyte))
  expect(await sentenceOf(pickFile(['.xlsx']))).toContain('上限 56 MB')
  expect(await sentenceOf(desktopChoosing(300 * megabyte, 256).openFile(['.xlsx']))).toContain('上限 256 MB')
})

test('nobody is told to split a package or a backup', () => {
  const said = (file: string) => errorSentence('FILE_TOO_LARGE', { file, limitMb: 56 })
  expect(said('台账.xlsx')).toContain('请拆分')
  for (const file of ['柳城县_2020-05.zip', '交接.AGE', '备份.db']) expect(said(file)).toMatch(/不能拆开.*装在电脑上的碳报/)
})
