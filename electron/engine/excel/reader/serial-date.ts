/** Spreadsheet serial numbers as dates. */

const dayMs = 86_400_000
/** 1899-12-30, so that day 61 is 1900-03-01; the 1900 system counts a 29 February that never was. */
const epoch1900 = Date.UTC(1899, 11, 30)
const epoch1904 = Date.UTC(1904, 0, 1)

/**
 * ISO date, or date and time when the number has a fraction; undefined for what is no date (negative, a mere time,
 * beyond the year 9999). Seconds are rounded: serial numbers carry noise in the last binary digits.
 */
export function serialToIso(serial: number, date1904: boolean): string | undefined {
  if (!Number.isFinite(serial) || serial > 2_958_466) return undefined
  let days = Math.floor(serial)
  let seconds = Math.round((serial - days) * 86_400)
  if (seconds === 86_400) {
    days++
    seconds = 0
  }
  if (date1904 ? days < 0 : days < 1) return undefined
  // Days before the phantom 29 February stand one later; the phantom day itself is no date.
  if (!date1904 && days === 60) return undefined
  const shifted = !date1904 && days < 60 ? days + 1 : days
  const iso = new Date((date1904 ? epoch1904 : epoch1900) + shifted * dayMs + seconds * 1000).toISOString()
  return seconds === 0 ? iso.slice(0, 10) : iso.slice(0, 19)
}

/** The serial number of an ISO date in the 1900 system; undefined before 1900-03-01, where programs disagree. */
export function isoToSerial(date: string): number | undefined {
  const days = (Date.parse(`${date}T00:00:00Z`) - epoch1900) / dayMs
  return Number.isInteger(days) && days >= 61 ? days : undefined
}
