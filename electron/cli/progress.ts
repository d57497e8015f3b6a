const cells = 24

/** A progress bar on a terminal; silent anywhere else, so that logs and pipes stay clean. */
export function progressBar(out: NodeJS.WriteStream): { show(phase: string, done: number, total: number): void; clear(): void } {
  let shown = false
  return {
    show(phase, done, total) {
      if (!out.isTTY) return
      const share = total > 0 ? Math.min(done / total, 1) : 0
      const full = Math.round(share * cells)
      const bar = '█'.repeat(full) + '░'.repeat(cells - full)
      out.write(`\r\u001b[2K${phase} ${bar} ${Math.round(share * 100)}%`)
      shown = true
    },
    clear() {
      if (shown) out.write('\r\u001b[2K')
      shown = false
    },
  }
}
