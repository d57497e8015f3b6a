import { useEffect, useState } from 'react'

export const pageSize = 50

interface Page<T> {
  readonly page: number
  readonly setPage: (page: number) => void
  /** Position of the first row of the page. */
  readonly from: number
  /** Undefined until they are here. */
  readonly rows: readonly T[] | undefined
  readonly error: unknown
}

/**
 * A page of a long list of which a preview brought the first rows.
 * @param fetchRows the same function as long as the list is the same
 */
export function usePageOf<T>(
  first: readonly T[],
  count: number,
  fetchRows: (from: number, limit: number) => Promise<readonly T[]>,
): Page<T> {
  const [page, setPage] = useState(1)
  const [fetched, setFetched] = useState<{ readonly of: typeof fetchRows; readonly page: number; readonly rows: readonly T[] }>()
  const [error, setError] = useState<unknown>(null)
  const from = (page - 1) * pageSize
  const isHere = from + pageSize <= first.length || first.length === count
  useEffect(() => {
    if (isHere) return
    let isLeft = false
    fetchRows(from, pageSize).then(
      (rows) => isLeft || setFetched({ of: fetchRows, page, rows }),
      (reason: unknown) => isLeft || setError(reason),
    )
    return () => {
      isLeft = true
    }
  }, [fetchRows, from, isHere, page])
  const known = fetched?.of === fetchRows && fetched.page === page ? fetched.rows : undefined
  return { page, setPage, from, rows: isHere ? first.slice(from, from + pageSize) : known, error }
}

/** How such a list is paged through. */
export const pagination = ({ page, setPage }: Pick<Page<unknown>, 'page' | 'setPage'>, total: number) =>
  ({
    current: page,
    pageSize,
    total,
    onChange: setPage,
    hideOnSinglePage: true,
    showSizeChanger: false,
    showQuickJumper: total > pageSize * 10,
  }) as const
