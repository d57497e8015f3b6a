import dayjs from 'dayjs'

/** A moment as the clock on the wall showed it, to the second; the engine keeps moments in UTC. */
export const localTime = (moment: string): string => dayjs(moment).format('YYYY-MM-DD HH:mm:ss')
