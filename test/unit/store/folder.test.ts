import { expect, test } from 'vitest'
import { isOnNetwork } from '../../../electron/engine/store/folder.ts'

const mounts = `/dev/sda1 / ext4 rw 0 0
//nas/office /mnt/office cifs rw 0 0
nas:/export /home/share nfs4 rw 0 0
/dev/sdb1 /home/share/local\\040disk ext4 rw 0 0
gvfsd-fuse /run/user/1000/gvfs fuse.gvfsd-fuse rw 0 0
/dev/sdc1 /media/usb exfat rw 0 0`

test.each([
  ['/home/clerk/data', false],
  ['/mnt/office/碳报', true],
  ['/mnt/office', true],
  ['/mnt/office2', false],
  ['/home/share/data', true],
  ['/home/share/local disk/data', false],
  ['/run/user/1000/gvfs/smb-share', true],
  ['/media/usb/data', false],
  ['\\\\nas\\office\\data', true],
  ['\\\\?\\UNC\\nas\\office', true],
  ['\\\\?\\C:\\data', false],
  ['C:\\data', false],
])('%s on the network: %s', (path, expected) => {
  expect(isOnNetwork(path, mounts)).toBe(expected)
})
