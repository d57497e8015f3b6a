/** Who listens to what of the grid. Each row has listeners of its own, so that a change draws that row only. */
type Listener = () => void
/** `marking` are the frames of the fill handle and of what was copied. */
export type Topic = 'structure' | 'selection' | 'totals' | 'target' | 'marking'

export class Told {
  readonly #topics: Readonly<Record<Topic, Set<Listener>>> = {
    structure: new Set(),
    selection: new Set(),
    totals: new Set(),
    target: new Set(),
    marking: new Set(),
  }
  readonly #rows = new Map<string, Set<Listener>>()

  /** Returns what ends the listening. */
  subscribe(topic: Topic, listener: Listener): () => void {
    this.#topics[topic].add(listener)
    return () => this.#topics[topic].delete(listener)
  }
  subscribeRow(id: string, listener: Listener): () => void {
    const listeners = this.#rows.get(id) ?? new Set()
    this.#rows.set(id, listeners)
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0) this.#rows.delete(id)
    }
  }
  tell(topic: Topic): void {
    for (const listener of this.#topics[topic]) listener()
  }
  tellRow(id: string): void {
    for (const listener of this.#rows.get(id) ?? []) listener()
  }
}
