type Values = Readonly<Record<string, string>>

const none: Values = {}

/** The values of one row while some of them change. */
export class RowDraft {
  /** As the row will be, null = empty; the row's own values until one of them changes. */
  values: Record<string, string | null>
  isTouched = false
  #hasBlanks = false

  constructor(values: Values = none) {
    this.values = values
  }
  set(field: string, value: string | null): void {
    if (!this.isTouched) this.values = { ...this.values }
    this.isTouched = true
    this.values[field] = value
    this.#hasBlanks ||= value === null
  }
  /** The values without the empty ones, which nobody changes any more. Taking a name away from an object would make every reading of it slower. */
  settled(): Values {
    const { values } = this
    if (!this.#hasBlanks) return values as Values // no null was set
    const kept: Record<string, string> = {}
    for (const field of Object.keys(values)) {
      const value = values[field]
      if (typeof value === 'string') kept[field] = value
    }
    return kept
  }
}
