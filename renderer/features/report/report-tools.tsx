import {
  CarryOutOutlined,
  CheckSquareOutlined,
  DownloadOutlined,
  FileExcelOutlined,
  HistoryOutlined,
  ImportOutlined,
  PrinterOutlined,
  RedoOutlined,
  SolutionOutlined,
  StopOutlined,
  UndoOutlined,
  UnorderedListOutlined,
} from '@ant-design/icons'
import { App, Button, Segmented } from 'antd'
import { useSyncExternalStore } from 'react'
import { useStore } from 'zustand'
import { commonText } from '../../../shared/text/ui-common.ts'
import { reportText } from '../../../shared/text/ui-report.ts'
import { useModel } from '../../app/app-model.ts'
import { goTo } from '../../app/use-place.ts'
import { whenStored } from '../../state/report-session.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { moveAlong } from '../../ui/move-along.ts'
import { useAction } from '../../ui/use-action.ts'
import { useJob } from '../../ui/use-job.tsx'
import type { ReportDesk } from './report-desk.ts'
import { useCarryForward } from './use-carry-forward.tsx'

interface ToolsProps {
  readonly desk: ReportDesk
  readonly period: string
  readonly findingsShown: boolean
  readonly onFindings: () => void
  readonly onPrint: () => void
  /** Gives the keyboard back to the form. */
  readonly onLeave: () => void
  readonly onPanel: (panel: 'history' | 'header' | 'zero' | 'template') => void
}

export function ReportTools({ desk, period, findingsShown, onFindings, onPrint, onLeave, onPanel }: ToolsProps) {
  const { platform } = useModel()
  const { message } = App.useApp()
  const job = useJob()
  const act = useAction()
  const open = useStore(desk.session.store, (state) => state.report?.open === true)
  const canUndo = useStore(desk.session.store, (state) => state.report?.canUndo === true || state.save.kind === 'saved')
  const canRedo = useStore(desk.session.store, (state) => state.report?.canRedo === true)
  const checking = useStore(desk.checker.store, (state) => state.running)
  // A finding in a folded column unfolds it, so the grid decides what the switch shows.
  const folded = useSyncExternalStore(
    (listener) => desk.grid.subscribe('structure', listener),
    () => desk.isFolded(),
  )
  const { template, session } = desk
  const text = reportText.tools

  const exportWorkbook = async (): Promise<void> => {
    await act(async () => {
      await whenStored(session)
      const file = await job.run(text.exporting, (id) => platform.call('export.workbook', { form: template.id, period, job: id }))
      if (!(await platform.saveFile(file.fileName, file.bytes))) return
      void message.success(platform.kind === 'browser' ? commonText.downloaded : commonText.fileSaved)
    })
  }
  const carryForward = useCarryForward(desk, period, onLeave)
  return (
    <div
      className="report-tools"
      role="toolbar"
      aria-label={template.title}
      onKeyDown={(event) => moveAlong(event, 'button:not(:disabled)', 'horizontal')}
    >
      <IconButton
        label={text.undo}
        keys="Ctrl+Z"
        icon={<UndoOutlined aria-hidden />}
        disabled={!open || !canUndo}
        onClick={() => session.undo()}
      />
      <IconButton
        label={text.redo}
        keys="Ctrl+Y"
        icon={<RedoOutlined aria-hidden />}
        disabled={!open || !canRedo}
        onClick={() => session.redo()}
      />
      <span className="report-divider" />
      {template.carryForward.mode !== 'none' && (
        <Button icon={<CarryOutOutlined aria-hidden />} disabled={!open} onClick={() => void carryForward()}>
          {text.carryForward}
        </Button>
      )}
      <Button icon={<ImportOutlined aria-hidden />} disabled={!open} onClick={() => goTo({ screen: 'import', form: template.id }, period)}>
        {text.import}
      </Button>
      <Button type="primary" icon={<CheckSquareOutlined aria-hidden />} loading={checking} onClick={() => void desk.checker.run()}>
        {text.check}
      </Button>
      <Button icon={<DownloadOutlined aria-hidden />} loading={job.running} onClick={() => void exportWorkbook()}>
        {text.export}
      </Button>
      <Button icon={<PrinterOutlined aria-hidden />} title="Ctrl+P" onClick={onPrint}>
        {text.print}
      </Button>
      <Button icon={<FileExcelOutlined aria-hidden />} onClick={() => onPanel('template')}>
        {text.template}
      </Button>
      <span className="report-divider" />
      <Button icon={<SolutionOutlined aria-hidden />} onClick={() => onPanel('header')}>
        {text.signatures}
      </Button>
      {template.zeroReport && (
        <Button icon={<StopOutlined aria-hidden />} title="Alt+0" disabled={!open} onClick={() => onPanel('zero')}>
          {text.zeroReport}
        </Button>
      )}
      <Button icon={<HistoryOutlined aria-hidden />} onClick={() => onPanel('history')}>
        {text.history}
      </Button>
      <span className="frame-spring" />
      {template.structure.kind !== 'single' && (
        <Segmented
          aria-label={text.columns}
          value={folded ? text.core : text.all}
          options={[text.core, text.all]}
          onChange={(value) => desk.setFolded(value === text.core)}
        />
      )}
      <Button
        type={findingsShown ? 'default' : 'dashed'}
        icon={<UnorderedListOutlined aria-hidden />}
        aria-pressed={findingsShown}
        onClick={onFindings}
      >
        {text.findings}
      </Button>
      {job.panel}
    </div>
  )
}
