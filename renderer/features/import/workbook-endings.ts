/** Files that are offered for taking in. */
export const workbookEndings = ['.xlsx', '.xlsm', '.xls', '.et', '.ods', '.csv', '.txt', '.xml', '.html', '.htm'] as const
