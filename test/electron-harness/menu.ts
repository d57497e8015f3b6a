import { EventEmitter } from 'node:events'
import type * as E from 'electron'
import { app } from './app.ts'
import { BrowserWindow } from './window.ts'

class MenuItem {
  readonly id: string
  readonly label: string
  readonly role: string | undefined
  readonly submenu: Menu | undefined
  readonly enabled: boolean
  readonly #click: E.MenuItemConstructorOptions['click']

  constructor({ id = '', label = '', role, submenu, enabled = true, click }: E.MenuItemConstructorOptions) {
    this.id = id
    this.label = label
    this.role = role
    this.enabled = enabled
    this.#click = click
    this.submenu = Array.isArray(submenu) ? Menu.buildFromTemplate(submenu) : undefined
  }
  click(): void {
    if (!this.enabled) return
    if (this.role === 'quit') app.quit()
    else if (this.role === 'close') BrowserWindow.getFocusedWindow()?.close()
    else this.#click?.(this as never, undefined, {} as never) // the app's own items read none of the three
  }
}

let applicationMenu: Menu | null = null

export class Menu extends EventEmitter {
  items: MenuItem[] = []
  static buildFromTemplate(template: readonly E.MenuItemConstructorOptions[]): Menu {
    const menu = new Menu()
    menu.items = template.map((item) => new MenuItem(item))
    return menu
  }
  static setApplicationMenu(menu: Menu | null): void {
    applicationMenu = menu
  }
  static getApplicationMenu(): Menu | null {
    return applicationMenu
  }
  getMenuItemById(id: string): MenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id)
      if (found) return found
    }
    return null
  }
}
