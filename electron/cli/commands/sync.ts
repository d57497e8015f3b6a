import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { outboxText } from '../../../shared/text/outbox.ts'
import { optional } from '../arguments.ts'
import type { Command, CommandContext, CommandResult, Session } from '../command.ts'
import { withSession } from '../with-session.ts'

const pauseMs = 30_000

/** What the options say about the place; nothing when they say nothing. */
async function settle(context: CommandContext, session: Session): Promise<string[]> {
  const folder = optional(context, 'folder')
  const target = optional(context, 'target')
  const passwordFile = optional(context, 'password-file')
  const change = {
    ...(folder === undefined ? {} : { folder: resolve(folder) }),
    ...(target === undefined ? {} : { target: JSON.parse(target) as never }), // held against the contract's schema there
    ...(passwordFile === undefined ? {} : { secret: (await readFile(passwordFile, 'utf8')).trimEnd() }),
    ...(context.values.wrap === true ? { wrap: true } : {}),
    ...(context.values.automatic === true ? { automatic: true } : {}),
  }
  if (Object.keys(change).length === 0) return []
  const view = await session.call('target.set', change)
  return [outboxText.set(outboxText.place(view)), ...(view.secret === 'file' ? [outboxText.secretInFile] : [])]
}

async function probe(session: Session): Promise<CommandResult> {
  const result = await session.call('target.probe', { job: session.job })
  const minutes = Math.round(Math.abs(result.clockAheadMs ?? 0) / 60_000)
  const lines = [
    outboxText.probed(result),
    ...(result.isPlain ? [outboxText.plain] : []),
    ...(minutes >= 5 ? [outboxText.clockOff(minutes)] : []),
  ]
  return { exit: result.trouble === null ? 0 : 1, json: result, text: lines.join('\n') }
}

async function round(session: Session, hurry: boolean): Promise<CommandResult> {
  const done = await session.call('sync.once', { job: session.job, hurry })
  const lines = [outboxText.round(done.role, done.moved, done.receipts, done.waiting)]
  if (done.trouble !== null) lines.push(outboxText.inTheWay(done.trouble))
  const { items } = await session.call('outbox.list', {})
  if (done.role === 'county') lines.push(...(items.length === 0 ? [outboxText.none] : items.map(outboxText.line)))
  return { exit: done.trouble === null && done.waiting === 0 ? 0 : 1, json: { ...done, items }, text: lines.join('\n') }
}

export const syncCommand: Command = {
  name: 'sync',
  options: {
    once: { type: 'boolean' },
    probe: { type: 'boolean' },
    send: { type: 'string' },
    folder: { type: 'string' },
    target: { type: 'string' },
    'password-file': { type: 'string' },
    wrap: { type: 'boolean' },
    automatic: { type: 'boolean' },
  },
  run: (context) =>
    withSession(context, async (session) => {
      const said = await settle(context, session)
      if (context.values.probe === true) return probe(session)
      const period = optional(context, 'send')
      if (period !== undefined) {
        const made = (await session.call('submission.list', {})).filter((one) => one.period === period)
        const [newest] = made.sort((a, b) => b.revision - a.revision)
        await session.call('outbox.send', newest === undefined ? { packageId: period } : { packageId: newest.packageId })
      }
      if (context.values.once !== true && (said.length === 0 || period !== undefined)) {
        context.say(outboxText.watching)
        for (;;) {
          context.say((await round(session, false)).text)
          await setTimeout(pauseMs)
        }
      }
      if (context.values.once !== true) return { exit: 0, json: await session.call('target.get', {}), text: said.join('\n') }
      const result = await round(session, true)
      return { ...result, text: [...said, result.text].join('\n') }
    }),
}
