import { Button, Descriptions } from 'antd'
import { settingsText } from '../../../shared/text/ui-settings.ts'
import { useModel } from '../../app/app-model.ts'
import { useBeginAfresh } from '../../app/use-begin-afresh.ts'
import { KeysSettings } from '../exchange/keys-settings.tsx'
import { TargetSettings } from '../exchange/target-settings.tsx'
import { AboutSettings } from './about-settings.tsx'
import { BackupSettings } from './backup-settings.tsx'
import { DoctorSettings } from './doctor-settings.tsx'
import { HandOverSettings } from './hand-over-settings.tsx'
import { LogSettings } from './log-settings.tsx'
import { LooksSettings } from './looks-settings.tsx'
import { PackSettings } from './pack-settings.tsx'
import { PeopleSettings } from './people-settings.tsx'
import { ReviewSettings } from './review-settings.tsx'
import './settings.css'

/** Unit, people, packs, backups and the self-check. */
export function SettingsScreen() {
  const { ready } = useModel()
  const { profile, pack, info } = ready
  const chooseAnew = useBeginAfresh(settingsText.chooseAnew)
  return (
    <div className="settings">
      <h1>{settingsText.title}</h1>
      <section aria-label={settingsText.unit}>
        <h2>{settingsText.unit}</h2>
        <Descriptions
          size="small"
          column={1}
          items={[
            { key: 'plan', label: settingsText.plan, children: `${pack.manifest.title}（${profile.packVersion}）` },
            { key: 'unit', label: settingsText.unitName[profile.role], children: `${profile.unitName}（${profile.unit}）` },
            { key: 'version', label: settingsText.version, children: info.version },
          ]}
        />
        {!profile.demo && <Button onClick={chooseAnew}>{settingsText.chooseAnew.button}</Button>}
      </section>
      <PeopleSettings />
      <ReviewSettings />
      {!profile.demo && <KeysSettings />}
      {!profile.demo && <TargetSettings />}
      <LooksSettings />
      <PackSettings />
      <BackupSettings />
      <HandOverSettings />
      <LogSettings />
      <DoctorSettings />
      <AboutSettings />
    </div>
  )
}
