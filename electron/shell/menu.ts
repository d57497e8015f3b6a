import type { MenuItemConstructorOptions } from 'electron'
import { shellText } from '../../shared/text/shell.ts'

const { menu } = shellText

/**
 * The window's menu. The roles of 编辑 must stay: without them the system's keys for copy and paste stop working on
 * macOS. Undo and redo of a form belong to the page, which handles their keys itself before the menu sees them.
 */
export function menuTemplate(platform: NodeJS.Platform): MenuItemConstructorOptions[] {
  return [
    { id: 'file', label: menu.file, submenu: [{ id: 'quit', role: 'quit', label: menu.quit }] },
    {
      id: 'edit',
      label: menu.edit,
      submenu: [
        { role: 'undo', label: menu.undo },
        { role: 'redo', label: menu.redo },
        { type: 'separator' },
        { role: 'cut', label: menu.cut },
        { role: 'copy', label: menu.copy },
        { role: 'paste', label: menu.paste },
        { role: 'selectAll', label: menu.selectAll },
      ],
    },
    {
      id: 'view',
      label: menu.view,
      submenu: [
        { role: 'zoomIn', label: menu.zoomIn },
        { role: 'zoomOut', label: menu.zoomOut },
        { role: 'resetZoom', label: menu.resetZoom },
        { type: 'separator' },
        { role: 'togglefullscreen', label: menu.fullScreen },
      ],
    },
    ...(platform === 'darwin'
      ? [{ id: 'window', label: menu.window, submenu: [{ role: 'minimize' as const, label: menu.minimise }] }]
      : []),
  ]
}
