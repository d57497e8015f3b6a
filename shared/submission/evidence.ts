/**
 * Evidence: files that show what a figure rests on. They come from anywhere, are handed on to another office and are
 * opened there by double click, so their names are made harmless and programs are refused, at the county and at the city.
 */
import { AppError } from '../model/errors.ts'
import { nameFault } from './entry-name.ts'

const megabyte = 1024 * 1024

/**
 * A photograph or a scanned reply takes 1–8 MB. A month with its workbooks must stay below what every door carries in one
 * piece (56 MB), and lies three times in the county's database: as evidence, in the package and in each backup.
 */
export const evidenceLimits = {
  fileMb: 20,
  fileBytes: 20 * megabyte,
  monthMb: 40,
  monthBytes: 40 * megabyte,
  /** Far below the entries that a package may have. */
  monthFiles: 200,
} as const

/** What is said of a file above the limit. Rounded up: one that is a little too large must not read as if it just fitted. */
export const tooLargeEvidence = (file: string, bytes: number): AppError =>
  new AppError('EVIDENCE_TOO_LARGE', {
    file,
    sizeMb: (Math.ceil((bytes / megabyte) * 10) / 10).toFixed(1),
    limitMb: evidenceLimits.fileMb,
  })

const evidenceFolder = 'data/attachments/'
const longestName = 100
const longestEnding = 8
/** Endings that Windows starts, or takes for a disk, on a double click. */
const programs = new Set(
  (
    'exe com scr pif bat cmd vbs vbe vb js jse mjs wsf wsh ws ps1 ps1xml ps2 psm1 psd1 psc1 msi msp mst msix appx appinstaller ' +
    'application appref-ms gadget reg hta cpl jar jnlp lnk url website scf inf ins isp sct shb shs dll sys drv ocx chm hlp msc ' +
    'xll wll iso img vhd vhdx diagcab theme themepack settingcontent-ms search-ms library-ms py pyw rb pl sh apk deb rpm dmg app'
  ).split(' '),
)
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what is taken out
const invisible = /[\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffd]/gu

/** Ending in small letters, without its point; empty when there is none. */
export const endingOf = (name: string): string => /[^.]\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''

/** The beginning of a text, of at most so many UTF-16 units, without half a character at its end. */
const cut = (text: string, length: number): string => text.slice(0, length).replace(/[\ud800-\udbff]$/, '')

/** A name without folders, invisible characters and what Windows cannot store; empty when nothing is left of it. */
export function cleanEvidenceName(given: string): string {
  const name = cleanedOnce(given)
  // What was cut off or put before it can leave a name that is to be cleaned: one too long, with an ending it did not have.
  return name === given ? name : cleanEvidenceName(name)
}

function cleanedOnce(given: string): string {
  // Composed after the invisible are out: one between a letter and its accent keeps the two apart.
  const last = given.toWellFormed().replaceAll(invisible, '').normalize('NFC').split(/[/\\]/).at(-1) ?? ''
  const plain = last
    .replaceAll(/[:*?"<>|]/g, '_')
    .replaceAll(/\s+/g, ' ')
    .replace(/^[ .]+/, '')
    .replace(/[ .]+$/, '')
  const ending = endingOf(plain)
  const tail = ending === '' || ending.length > longestEnding ? '' : plain.slice(-ending.length - 1)
  const stem = cut(plain.slice(0, plain.length - tail.length), longestName - tail.length).replace(/[ .]+$/, '')
  const name = `${stem}${tail}`
  return nameFault(name) === 'device' ? `_${name}` : name
}

/** Whether a name may stand in a package: as it is cleaned, and no program's. */
export const isEvidenceName = (name: string): boolean =>
  name !== '' && cleanEvidenceName(name) === name && nameFault(name) === undefined && !isProgramName(name)

/** Whether Windows would run the file, judged by its name. */
export const isProgramName = (name: string): boolean => programs.has(endingOf(name))

/** Whether a file is a program whatever it is called: of Windows and DOS, or of Linux. */
export const isProgram = (bytes: Uint8Array): boolean =>
  (bytes[0] === 0x4d && bytes[1] === 0x5a) || (bytes[0] === 0x7f && bytes[1] === 0x45 && bytes[2] === 0x4c && bytes[3] === 0x46)

/**
 * Where a file lies in a package: under its digest, which no sender can choose, with a plain ending so that a person who
 * unpacks it can open it.
 */
export function evidencePath(sha256: string, name: string): string {
  const ending = endingOf(name)
  return `${evidenceFolder}${sha256}${/^[a-z0-9]{1,8}$/.test(ending) ? `.${ending}` : ''}`
}
