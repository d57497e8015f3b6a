/** Runs the work when everything that was begun before it at the same place is over, however that ended. */
export type InTurn = <T>(place: string, work: () => Promise<T>) => Promise<T>

/** Turns within this program: one line for each place. */
export function createTurns(): InTurn {
  const last = new Map<string, Promise<unknown>>()
  return async (place, work) => {
    const turn = (last.get(place) ?? Promise.resolve()).then(work, work)
    last.set(place, turn)
    try {
      return await turn
    } finally {
      if (last.get(place) === turn) last.delete(place)
    }
  }
}
