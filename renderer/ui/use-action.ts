import { App } from 'antd'
import { useCallback } from 'react'
import { AppError } from '../../shared/model/errors.ts'
import { errorText } from './error-text.ts'

const isCancelled = (error: unknown): boolean => error instanceof AppError && error.code === 'CANCELLED'

/** Runs what a button asked for and says why, when it was refused. True when it went through. */
export function useAction(): (work: () => Promise<unknown>) => Promise<boolean> {
  const { message } = App.useApp()
  return useCallback(
    async (work) => {
      try {
        await work()
        return true
      } catch (error) {
        if (!isCancelled(error)) void message.error(errorText(error), 8)
        return false
      }
    },
    [message],
  )
}
