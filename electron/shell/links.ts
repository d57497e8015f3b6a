/** The only file that may use Electron's `shell`: nothing is ever opened by an address, only our own file is shown. */
import { shell } from 'electron'

/** Shows a file that a person has just saved through our dialog. */
export function revealFile(path: string): void {
  shell.showItemInFolder(path)
}
