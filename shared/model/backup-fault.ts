/** Why the second backup could not be written, or its folder not be used. */
export const backupFolderFaults = ['relative', 'inside', 'away', 'notFolder', 'forbidden', 'full', 'slow', 'differs', 'other'] as const
export type BackupFolderFault = (typeof backupFolderFaults)[number]
