/** A moment as the clock on the wall showed it; the engine keeps moments in UTC. The Swedish way of writing is the ISO one. */
export const localTime = (moment: string): string => new Date(moment).toLocaleString('sv-SE')
