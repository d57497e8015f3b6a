/** What a command takes, and what was wrong with what it was given: in our words, never in those of the library that reads options. */
import { cliText } from '../../shared/text/cli.ts'

/** `-h` further on may be a value. */
export const asksForHelp = (words: readonly string[]): boolean => words[0] === '-h' || words.includes('--help')

/** The lines of the usage that speak of one command; the whole of it where none does. */
export function usageOf(usage: string, command: string): string {
  const lines = usage.split('\n')
  const begins = (line: string): boolean => /^ {2}\S/.test(line)
  const names = (line: string): boolean => line.split('·').some((part) => part.trim().split(' ')[0] === command)
  let isOwn = false
  const own = lines.filter((line) => {
    if (begins(line)) isOwn = names(line)
    else if (!/^ {3}/.test(line)) isOwn = false
    return isOwn
  })
  return own.length === 0 ? usage : own.join('\n')
}

/** Why `parseArgs` refused. */
export function optionFault(error: unknown): string {
  const { code, message } = error instanceof Error ? (error as NodeJS.ErrnoException) : { code: undefined, message: '' } // Node's own errors carry a code
  const option = /'(--?[^\s'=]+)/.exec(message)?.[1] ?? ''
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return cliText.unknownOption(option)
  if (code !== 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') return cliText.oddOptions
  return message.includes('does not take') ? cliText.optionWithoutValue(option) : cliText.optionWithValue(option)
}
