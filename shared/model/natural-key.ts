/** How a row is known from one period to the next and in findings: its key fields joined with `|`. */

/** Empty while any key field is blank: such a row has no name yet and is known by its id only. */
export const naturalKey = (keyFields: readonly string[], values: Readonly<Record<string, string>>): string => {
  const parts = keyFields.map((key) => values[key])
  return parts.some((part) => part === undefined || part === '') ? '' : parts.join('|')
}
