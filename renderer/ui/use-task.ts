import { useCallback, useState } from 'react'

export interface Task<T> {
  readonly running: boolean
  readonly result: T | null
  readonly error: unknown
  run(work: () => Promise<T>): Promise<void>
}

/** One piece of work a button starts: running, its result or what it threw. */
export function useTask<T>(): Task<T> {
  const [state, setState] = useState<Omit<Task<T>, 'run'>>({ running: false, result: null, error: null })
  const run = useCallback(async (work: () => Promise<T>) => {
    setState({ running: true, result: null, error: null })
    try {
      setState({ running: false, result: await work(), error: null })
    } catch (error) {
      setState({ running: false, result: null, error })
    }
  }, [])
  return { ...state, run }
}
