import { expect, test } from 'vitest'
import { RowPacker } from '../../../electron/engine/excel/packed-rows.ts'
import { createParser, type ParserChild } from '../../../electron/engine/excel/parser-client.ts'
import type { FromParser, ToParser } from '../../../electron/engine/excel/parser-protocol.ts'
import { hostileReasons } from '../../../shared/text/import.ts'

/** A process that does what the test says; only the process is made up. */
const child = (act: (tell: (message: FromParser) => void, leave: () => void) => void) => {
  const received: ToParser[] = []
  let killed = 0
  let tell: (message: FromParser) => void = () => {}
  let leave: () => void = () => {}
  const made: ParserChild = {
    post(message) {
      received.push(message)
      if (message.kind === 'parse') queueMicrotask(() => act(tell, leave))
    },
    onMessage: (listener) => {
      tell = listener
    },
    onExit: (listener) => {
      leave = listener
    },
    kill: () => {
      killed++
      leave()
    },
  }
  return { made, received, killed: () => killed }
}
const input = { fileName: 'a.xlsx', bytes: new Uint8Array([1]) }

test('a process that goes without a word was out of memory', async () => {
  const dying = child((_, leave) => leave())
  await expect(createParser(() => dying.made).parse(input)).rejects.toMatchObject({
    code: 'WORKBOOK_HOSTILE',
    details: { file: 'a.xlsx', reason: hostileReasons.memory },
  })
})

test('rows arrive in order and in one piece however they stand in the file, each message is acknowledged, the process is ended', async () => {
  const cell = (value: string) => ({ value, kind: 'text' }) as const
  const rows = (numbers: number[], value: string): FromParser => {
    const packer = new RowPacker()
    for (const row of numbers)
      packer.add({ row: Math.abs(row), hidden: row < 0, cells: value === 'late' ? [undefined, cell(value)] : [cell(value)] })
    return { kind: 'rows', ...(packer.take() ?? { rows: new Int32Array(), width: 0, cells: new Uint8Array() }) }
  }
  const telling = child((tell) => {
    tell({ kind: 'begin', format: 'xlsx', date1904: false })
    tell({ kind: 'sheet', name: 'S', hidden: false })
    tell(rows([5, 2], 'early'))
    tell(rows([-5], 'late'))
    tell({ kind: 'endSheet', merges: [], hiddenColumns: [3] })
    tell({ kind: 'done' })
    tell(rows([9], 'after the end'))
  })
  const workbook = await createParser(() => telling.made).parse(input)
  const plain = workbook.sheets.map((sheet) => ({ ...sheet, rows: sheet.rows.map(({ row, hidden, cells }) => ({ row, hidden, cells })) }))
  workbook.close?.()
  expect(plain).toEqual([
    {
      name: 'S',
      hidden: false,
      merges: [],
      hiddenColumns: [3],
      width: 2,
      rows: [
        { row: 2, hidden: false, cells: [cell('early')] },
        { row: 5, hidden: false, cells: [cell('early'), cell('late')] },
      ],
    },
  ])
  expect([telling.received.map(({ kind }) => kind), telling.killed()]).toEqual([['parse', 'taken', 'taken', 'taken', 'taken', 'taken'], 1])
})

test('a refusal of the process is passed on with the name of the file', async () => {
  const refusing = child((tell) => tell({ kind: 'failed', error: { code: 'WORKBOOK_ENCRYPTED', details: {} } }))
  await expect(createParser(() => refusing.made).parse(input)).rejects.toMatchObject({
    code: 'WORKBOOK_ENCRYPTED',
    details: { file: 'a.xlsx' },
  })
})

test('what was cancelled before it began starts no process', async () => {
  let started = 0
  const parser = createParser(() => {
    started++
    return child(() => {}).made
  })
  await expect(parser.parse(input, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'CANCELLED' })
  expect(started).toBe(0)
})
