import type { CommandContext, Session } from './command.ts'

/** Opens the engine for one piece of work and closes it whatever comes of it. */
export async function withSession<T>(
  context: CommandContext,
  work: (session: Session) => Promise<T>,
  options: { readonly create?: boolean } = {},
): Promise<T> {
  const session = await context.open(options)
  try {
    return await work(session)
  } finally {
    await session.close()
  }
}
