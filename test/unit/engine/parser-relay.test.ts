import { MessageChannel } from 'node:worker_threads'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { ParserChild } from '../../../electron/engine/excel/parser-client.ts'
import type { FromParser, ToParser } from '../../../electron/engine/excel/parser-protocol.ts'
import { serveRelay, startOverRelay } from '../../../electron/engine/excel/parser-relay.ts'

const { port1, port2 } = new MessageChannel()
afterEach(() => {
  port1.removeAllListeners()
})

/** A process under the test's hand. */
function handmadeChild() {
  const taken: ToParser[] = []
  const kill = vi.fn()
  let tell: (message: FromParser) => void = () => {}
  let leave = () => {}
  const child: ParserChild = {
    post: (message) => void taken.push(message),
    onMessage: (listener) => {
      tell = listener
    },
    onExit: (listener) => {
      leave = listener
    },
    kill,
  }
  return { child, taken, kill, tell: (message: FromParser) => tell(message), leave: () => leave() }
}

describe('a parser process behind the relay', () => {
  test('hears, speaks, is killed and leaves as one that was started here', async () => {
    const made: ReturnType<typeof handmadeChild>[] = []
    serveRelay(port1, () => {
      const next = handmadeChild()
      made.push(next)
      return next.child
    })
    const heard: string[] = []
    const near = startOverRelay(port2)
    near.onMessage((message) => void heard.push(message.kind))
    near.onExit(() => void heard.push('exit'))
    near.post({ kind: 'parse', fileName: 'a.xlsx', bytes: new Uint8Array([1, 2]) })
    await expect.poll(() => made[0]?.taken).toEqual([{ kind: 'parse', fileName: 'a.xlsx', bytes: new Uint8Array([1, 2]) }])
    made[0]?.tell({ kind: 'done' })
    near.kill()
    await expect.poll(() => made[0]?.kill.mock.calls.length).toBe(1)
    made[0]?.leave()
    await expect.poll(() => heard).toEqual(['done', 'exit'])
  })

  test('two at a time do not hear each other', async () => {
    const made: ReturnType<typeof handmadeChild>[] = []
    serveRelay(port1, () => {
      const next = handmadeChild()
      made.push(next)
      return next.child
    })
    const heard: string[][] = [[], []]
    const near = [startOverRelay(port2), startOverRelay(port2)]
    near.forEach((child, index) => {
      child.onMessage((message) => void heard[index]?.push(message.kind))
    })
    await expect.poll(() => made.length).toBe(2)
    made[1]?.tell({ kind: 'done' })
    await expect.poll(() => heard).toEqual([[], ['done']])
    for (const child of made) child.leave()
  })
})
