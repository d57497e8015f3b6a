import source from '../../../docs/使用手册.md?raw'

/** The manual as it was when the pages were built. */
export const manualSource: string = source
