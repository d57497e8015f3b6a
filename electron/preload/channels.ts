/** The names under which preload and shell talk; nothing else is ever sent or answered. */
export const channels = {
  call: 'tanbao.call',
  event: 'tanbao.event',
  open: 'tanbao.files.open',
  save: 'tanbao.files.save',
  pdf: 'tanbao.files.pdf',
  reveal: 'tanbao.files.reveal',
} as const
