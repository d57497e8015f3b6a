/** Folder, Apache and nginx do what every target has to do; the other servers: `npm run test:servers`. */
import { startApache } from '../../helpers/sync/apache.ts'
import { startNginx } from '../../helpers/sync/nginx.ts'
import { folderSuite, webdavSuite } from '../../helpers/sync/suite-servers.ts'
import { targetSuite } from '../../helpers/sync/target-suite.ts'

targetSuite('folder', folderSuite, { secondWrite: 'refused', renameOnto: 'refused', listing: 'fresh' })
targetSuite('Apache', () => webdavSuite(startApache), {
  secondWrite: 'overwrites',
  renameOnto: 'refused',
  cutUpload: 'nothing',
  listing: 'fresh',
})
targetSuite('nginx', () => webdavSuite(startNginx), {
  secondWrite: 'overwrites',
  renameOnto: 'refused',
  cutUpload: 'nothing',
  listing: 'fresh',
})
