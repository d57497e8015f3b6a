import { archives } from './archives.ts'
import { containers } from './containers.ts'
import { damaged } from './damaged.ts'
import type { HostileFile } from './hostile-file.ts'
import { oldXmls, openDocuments, pages } from './markup.ts'
import { parts } from './parts.ts'
import { sheets } from './sheets.ts'
import { texts } from './texts.ts'

/** Every hostile file we know, by kind. All are made when they are needed and none is kept. */
export const hostileFiles: Readonly<Record<string, readonly HostileFile[]>> = {
  archives,
  sheets,
  'other parts': parts,
  'old workbooks': containers,
  pages,
  'SpreadsheetML 2003': oldXmls,
  OpenDocument: openDocuments,
  text: texts,
  'damaged files': damaged,
}
