const optionsWithText = new Set(['value', 'text', 'reason', 'why'])

/** `--value -5` is a value, not an option: text options take whatever follows them. */
export function joinText(argv: readonly string[]): string[] {
  const joined: string[] = []
  for (let index = 0; index < argv.length; index++) {
    const word = argv[index] ?? ''
    const next = argv[index + 1]
    if (word.startsWith('--') && optionsWithText.has(word.slice(2)) && next !== undefined) {
      joined.push(`${word}=${next}`)
      index++
    } else joined.push(word)
  }
  return joined
}
