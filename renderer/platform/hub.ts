/**
 * The page served by a city's hub. Who is signed in is known by a cookie that no script can read; nothing of it is kept here.
 */
import { decode, encode } from '../../shared/contract/codec.ts'
import type { Reply } from '../../shared/contract/index.ts'
import { AppError } from '../../shared/model/errors.ts'
import { platformOverHttp } from './browser.ts'
import { ConnectionLost, type Platform, type SignedIn } from './platform.ts'

export type HubAccount = Pick<SignedIn, 'name' | 'role'>

async function ask(init: RequestInit): Promise<Reply> {
  let response: Response
  try {
    response = await fetch('/session', init)
  } catch (cause) {
    throw new ConnectionLost({ cause })
  }
  const text = await response.text()
  if (text === '') throw new ConnectionLost()
  return decode(text) as Reply // the hub answers with a reply, and encodes it with the same codec
}
const json = { 'Content-Type': 'application/json' }

/** Whether the page comes from a hub, and who is signed in at this window; null = it comes from somewhere else. */
export async function findHub(): Promise<{ readonly account: HubAccount | null } | null> {
  try {
    const reply = await ask({ method: 'GET' })
    return { account: reply.ok ? (reply.value as HubAccount) : null } // the hub answers with an account
  } catch {
    return null
  }
}

/** Throws HUB_SIGN_IN_WRONG, HUB_SIGN_IN_WAIT, CITY_DATABASE_AWAY and ConnectionLost. */
export async function signIn(name: string, password: string): Promise<HubAccount> {
  const reply = await ask({ method: 'POST', headers: json, body: encode({ name, password }) })
  if (!reply.ok) throw new AppError(reply.error.code, reply.error.details)
  return reply.value as HubAccount // the hub answers with an account
}

/** @param onOver told when nobody is signed in any more */
export function hubPlatform(account: HubAccount, onOver: () => void): Platform {
  const platform = platformOverHttp({}, (reply) => {
    if (!reply.ok && reply.error.code === 'HUB_SESSION_OVER') onOver()
  })
  const signOut = async (): Promise<void> => {
    await ask({ method: 'DELETE', headers: json })
    onOver()
  }
  return { ...platform, account: { ...account, signOut } }
}
