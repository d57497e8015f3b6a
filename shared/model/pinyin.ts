/** First letters of the Mandarin reading, so that a clerk finds 钢铁 by typing gt. */

/** The first characters of each initial in the zh collation of ICU; I, U and V begin no syllable. */
const boundaries = '阿八嚓哒妸发旮哈讥咔垃妈拏噢妑七呥扨它穵夕丫帀'
const initials = 'abcdefghjklmnopqrstwxyz'
/** Made when it is needed first: it takes 10 ms, of a start too. */
let collator: Intl.Collator | undefined
const isHan = /^\p{Script=Han}$/u
const isPlain = /^[a-z0-9]$/

const initialOf = (character: string): string => {
  if (!isHan.test(character)) return isPlain.test(character) ? character : ''
  collator ??= new Intl.Collator('zh-Hans-CN-u-co-pinyin')
  let found = ''
  for (let index = 0; index < boundaries.length; index += 1) {
    if (collator.compare(boundaries[index] ?? '', character) > 0) break
    found = initials[index] ?? ''
  }
  return found
}

/** Initials of `text`, at most 40; letters and digits stay, everything else is left out. */
export const pinyinInitials = (text: string): string => Array.from(text.normalize('NFKC').toLowerCase(), initialOf).join('').slice(0, 40)
