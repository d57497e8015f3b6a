/** Answers given before the first start was finished, kept on this device so that a closed window costs nothing. */

const name = 'first-run'

/** What was answered so far; nothing when there is nothing, or nothing that can be read. */
export function keptAnswers(storage: Storage): Readonly<Record<string, string>> {
  try {
    const kept: unknown = JSON.parse(storage.getItem(name) ?? '{}')
    if (typeof kept !== 'object' || kept === null) return {}
    return Object.fromEntries(Object.entries(kept).filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
  } catch {
    return {}
  }
}
export const keepAnswers = (storage: Storage, answers: object): void => storage.setItem(name, JSON.stringify(answers))
export const forgetAnswers = (storage: Storage): void => storage.removeItem(name)
