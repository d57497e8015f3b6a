/** Filled in, checked, signed: who may, what voids it, and that nothing else than what was signed is ever sealed. */
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { SubmissionFile } from '../../../shared/submission/content.ts'
import { submissionText } from '../../../shared/text/submission.ts'
import { openPackage } from '../../helpers/open-package.ts'
import {
  by,
  change,
  forms,
  newFolder,
  openForReview,
  period,
  readyMonth,
  refusal,
  signedMonth,
  stages,
  states,
} from '../../helpers/review-month.ts'
import { boiler, county, zeroReport } from '../../helpers/test-engine.ts'

test('a month goes from hand to hand, across a restart, and its package says who signed what', async () => {
  const dataDir = newFolder()
  const first = openForReview(dataDir)
  await readyMonth(first)
  await first.call('check.run', { period })
  expect(await states(first)).toEqual(['可送审', '可送审', '可送审', '可送审'])
  await first.call('review.handIn', { period, forms, by: by.preparer })
  expect(await states(first)).toEqual(['待审核', '待审核', '待审核', '待审核'])
  await first.close()

  const second = openForReview(dataDir)
  expect(await stages(second)).toEqual({ F1: 'handedIn', F2: 'handedIn', F3: 'handedIn', F4: 'handedIn' })
  await second.call('review.pass', { period, forms: ['F1', 'F2', 'F3'], by: by.auditor })
  expect(await refusal(second.call('review.sign', { period, by: by.leader }))).toMatchObject({
    code: 'REVIEW_NOT_NOW',
    reason: expect.stringContaining('燃煤'),
  })
  await second.call('review.pass', { period, forms: ['F4'], by: by.auditor })
  expect(await states(second)).toEqual(['待签发', '待签发', '待签发', '待签发'])
  expect(await refusal(second.call('submission.create', { period }))).toMatchObject({
    code: 'SUBMISSION_BLOCKED',
    reason: expect.stringContaining('还没有签发'),
  })
  second.setNow('2020-06-04T03:00:00.000Z')
  const { forms: signed } = await second.call('review.sign', { period, by: by.leader })
  expect(await states(second)).toEqual(['可上报', '可上报', '可上报', '可上报'])
  const { packageId } = await second.call('submission.create', { period })
  const { bytes } = await second.call('submission.bytes', { packageId })
  expect(await second.call('submission.verify', { bytes })).toMatchObject({ ok: true, problems: [] })

  const { files } = await openPackage(bytes)
  const text = (name: string): string => Buffer.from(files.get(name) ?? []).toString('utf8')
  const { signatures = [] } = SubmissionFile.parse(JSON.parse(text('data/submission.json')))
  expect(signatures.filter(({ form }) => form === 'F4').map(({ act, by: who, at }) => [act, who, at])).toEqual([
    ['handIn', by.preparer, '2020-06-03T02:00:00.000Z'],
    ['pass', by.auditor, '2020-06-03T02:00:00.000Z'],
    ['sign', by.leader, '2020-06-04T03:00:00.000Z'],
  ])
  // The digest signed is the digest that the manifest names: no program of ours is needed to compare them.
  for (const { form, digest } of signatures) expect(text('manifest-sha256.txt')).toContain(`${digest}  data/records/${form}.json`)
  expect(signatures.map(({ digest }) => digest)).toEqual(signed.flatMap(({ entries }) => entries.map(({ digest }) => digest)))
  expect(signatures.every(({ explanations }) => explanations !== undefined)).toBe(true)
  expect(text('data/audit.jsonl')).toContain('"what":"sign"')
  expect(JSON.parse(text('data/records/F4.json')).header).toMatchObject(by)
})

test('whatever changes after the signing voids all signatures of the form, visibly, and the month cannot be sealed', async () => {
  const engine = openForReview()
  const { call } = engine
  expect((await signedMonth(engine)).forms.map(({ stage }) => stage)).toEqual(['signed', 'signed', 'signed', 'signed'])
  await call('report.set', change)
  const f4 = (await call('review.get', { period })).forms.find(({ form }) => form === 'F4')
  const why = expect.stringContaining('签字后报表又有改动')
  expect([f4?.stage, f4?.entries.map(({ voided }) => voided?.why)]).toEqual(['open', [why, why, why]])
  const told = (await call('report.history', { form: 'F4', period })).filter(({ what }) => what === 'void')
  expect(told.map(({ label, before }) => `${label} ${before}`).sort()).toEqual([
    `审核通过 ${by.auditor}`,
    `提交审核 ${by.preparer}`,
    `签发 ${by.leader}`,
  ])
  expect(await refusal(call('submission.create', { period }))).toMatchObject({ code: 'SUBMISSION_BLOCKED' })
  expect(await call('submission.list', {})).toEqual([])

  // The same for every other way of changing what was signed.
  const ways: readonly (() => Promise<unknown>)[] = [
    () => call('report.undo', { form: 'F4', period }),
    () => call('report.edit', { form: 'F4', period, edits: [{ kind: 'header', header: { dataSource: '乡镇上报' } }] }),
    async () => {
      const { findings } = await call('check.run', { period })
      const explained = findings.find(({ form, explanation }) => form === 'F4' && explanation !== null)
      return call('finding.explain', { period, finding: explained?.id ?? '', text: '复查后补充：当年只烧两个月，台账和缴费单都有' })
    },
  ]
  for (const way of ways) {
    await call('review.handIn', { period, forms: ['F4'], by: by.preparer })
    expect(await stages(engine)).toMatchObject({ F3: 'signed', F4: 'handedIn' })
    await way()
    expect(await stages(engine)).toMatchObject({ F3: 'signed', F4: 'open' })
  }
  // F3 counts what boilers retired this month save: it is not what was signed any more, though nobody touched it.
  const retired = ['boiler-1', 'boiler-2', 'boiler-3'].flatMap((row) =>
    Object.entries({ retireDate: '2020-05-20', status: '已淘汰（销号）', annualCoal: '1200' }).map(
      ([field, value]) => ({ kind: 'cell', row, field, value }) as const,
    ),
  )
  await call('report.edit', { form: 'F4', period, edits: retired })
  const { forms: after } = await call('review.get', { period })
  expect(after.map(({ form, stage }) => [form, stage])).toEqual([
    ['F1', 'signed'],
    ['F2', 'signed'],
    ['F3', 'open'],
    ['F4', 'open'],
  ])
  expect(after[2]?.entries.at(-1)?.voided?.why).toContain('F4 有改动')
})

test('a cell changed behind the program’s back between signing and sealing is refused', async () => {
  const dataDir = newFolder()
  const engine = openForReview(dataDir)
  await signedMonth(engine)
  await engine.close()
  const database = new Database(join(dataDir, 'store.db'))
  const changed = database
    .prepare(`UPDATE report_row SET cells = replace(cells, '"120"', '"121"') WHERE cells LIKE '%"120"%'`)
    .run().changes
  database.close()
  expect(changed).toBeGreaterThan(0)
  const again = openForReview(dataDir)
  expect(await refusal(again.call('submission.create', { period }))).toMatchObject({
    code: 'SUBMISSION_BLOCKED',
    reason: expect.stringContaining('与签发时的不一样'),
  })
  // The list of the month says so by itself, and looking at the review says it of that form only.
  expect(await states(again)).toEqual(['可上报', '可上报', '可上报', '可送审'])
  expect(await stages(again)).toEqual({ F1: 'signed', F2: 'signed', F3: 'signed', F4: 'open' })
})

test('explanations are signed as well: words changed behind the program’s back are not sealed, and signatures of before still count', async () => {
  const dataDir = newFolder()
  const behind = (sql: string): number => {
    const database = new Database(join(dataDir, 'store.db'))
    const { changes } = database.prepare(sql).run()
    database.close()
    return changes
  }
  const engine = openForReview(dataDir)
  await signedMonth(engine)
  await engine.close()
  expect(behind("UPDATE explanation SET text = text || '，另有补充' WHERE form = 'F4'")).toBeGreaterThan(0)
  const again = openForReview(dataDir)
  expect(await refusal(again.call('submission.create', { period }))).toMatchObject({
    code: 'SUBMISSION_BLOCKED',
    reason: expect.stringContaining('与签发时的不一样'),
  })
  const f4 = (await again.call('review.get', { period })).forms.find(({ form }) => form === 'F4')
  expect([f4?.stage, f4?.entries.at(-1)?.voided?.why]).toEqual(['open', '签字后情况说明又有改动'])
  // The auditor is stopped by the same, so that nobody signs two different things.
  await again.call('review.handIn', { period, forms: ['F4'], by: by.preparer })
  await again.close()
  behind("UPDATE explanation SET text = text || '。' WHERE form = 'F4'")
  const third = openForReview(dataDir)
  expect(await refusal(third.call('review.pass', { period, forms: ['F4'], by: by.auditor }))).toMatchObject({
    code: 'REVIEW_NOT_NOW',
    reason: expect.stringContaining('情况说明'),
  })
  await third.call('review.handIn', { period, forms: ['F4'], by: by.preparer })
  await third.call('review.pass', { period, forms: ['F4'], by: by.auditor })
  await third.call('review.sign', { period, by: by.leader })
  await third.close()
  // As a program wrote it before explanations were signed: the digest of the records alone.
  expect(behind('UPDATE review_act SET digest = substr(digest, 1, 64)')).toBeGreaterThan(12)
  const last = openForReview(dataDir)
  expect(await stages(last)).toEqual({ F1: 'signed', F2: 'signed', F3: 'signed', F4: 'signed' })
  const { packageId } = await last.call('submission.create', { period })
  const { bytes } = await last.call('submission.bytes', { packageId })
  expect(await last.call('submission.verify', { bytes })).toMatchObject({ ok: true })
  const { files } = await openPackage(bytes)
  expect(Buffer.from(files.get('data/submission.json') ?? []).toString('utf8')).not.toContain('explanations')
})

test('only the people named in the report sign, each at their turn', async () => {
  const engine = openForReview()
  await readyMonth(engine)
  const { call } = engine
  expect(await refusal(call('review.pass', { period, forms, by: by.auditor }))).toMatchObject({
    code: 'REVIEW_NOT_NOW',
    reason: expect.stringContaining('没有提交'),
  })
  expect(await refusal(call('review.handIn', { period, forms, by: by.auditor }))).toMatchObject({
    code: 'REVIEW_NAME',
    expected: by.preparer,
  })
  await call('review.handIn', { period, forms, by: by.preparer })
  expect(await refusal(call('review.handIn', { period, forms, by: by.preparer }))).toMatchObject({ code: 'REVIEW_NOT_NOW' })
  expect(await refusal(call('review.pass', { period, forms, by: by.preparer }))).toMatchObject({ code: 'REVIEW_NAME', role: '审核人' })
  expect(await refusal(call('review.sign', { period, by: by.leader }))).toMatchObject({ code: 'REVIEW_NOT_NOW' })
  // All or none: F4 changed, so nothing of the four is passed, and the auditor is not told that it was never handed in.
  await call('report.set', change)
  const whyNot = async (): Promise<unknown> => refusal(call('review.pass', { period, forms, by: by.auditor }))
  expect(await whyNot()).toMatchObject({
    code: 'REVIEW_NOT_NOW',
    reason: '填表人提交过，但签字后报表又有改动，那次提交已作废。请填表人看过改动后重新提交审核',
  })
  await call('review.handIn', { period, forms: ['F4'], by: by.preparer })
  await call('review.refuse', { form: 'F4', period, by: by.auditor, text: '请核对' })
  expect(await whyNot()).toMatchObject({ reason: '已退回给填表人修改，还没有重新提交审核' })
  expect(await stages(engine)).toEqual({ F1: 'handedIn', F2: 'handedIn', F3: 'handedIn', F4: 'returned' })
})

test('a form with problems, or without a name, is not handed in', async () => {
  const engine = openForReview()
  await readyMonth(engine)
  const { call } = engine
  await call('report.edit', { form: 'F4', period, edits: [boiler(4, { capacityTph: '0' })] })
  expect(await refusal(call('review.handIn', { period, forms, by: by.preparer }))).toMatchObject({
    code: 'REVIEW_NOT_NOW',
    title: expect.stringContaining('锅炉'),
  })
  await call('report.undo', { form: 'F4', period })
  await call('profile.setPeople', { ...county.people, leader: '' })
  expect(await refusal(call('review.handIn', { period, forms: ['F4'], by: by.preparer }))).toMatchObject({ reason: '表头还缺：单位负责人' })
  expect(await stages(engine)).toMatchObject({ F1: 'open', F4: 'open' })
})

test('a form is sent back with a comment on a cell, and comes again only once that is answered', async () => {
  const engine = openForReview()
  await signedMonth(engine)
  const { call } = engine
  const text = '用煤量比上年少了一半，请附缴费单'
  const refuse = { form: 'F4', period, text, row: 'boiler-1', field: 'annualCoal' } as const
  expect(await refusal(call('review.refuse', { ...refuse, by: by.preparer }))).toMatchObject({ code: 'REVIEW_NAME' })
  const sent = await call('review.refuse', { ...refuse, by: by.leader })
  expect(sent).toMatchObject({ stage: 'returned', refusal: { by: by.leader, text }, unanswered: 1, openNotes: 1 })
  expect(await states(engine)).toEqual(['可上报', '可上报', '可上报', '已退回'])
  const [note] = await call('note.list', { form: 'F4', period })
  expect(note).toMatchObject({
    kind: 'refusal',
    row: 'boiler-1',
    rowKey: '4502220001',
    field: 'annualCoal',
    label: expect.stringContaining('煤'),
  })
  expect(await refusal(call('review.handIn', { period, forms: ['F4'], by: by.preparer }))).toMatchObject({
    reason: expect.stringContaining('1 条没有答复'),
  })
  await call('note.add', { form: 'F4', period, thread: note?.id ?? '', text: '已附，停产检修两个月' })
  await call('report.set', change)
  await call('review.handIn', { period, forms: ['F4'], by: by.preparer })
  expect((await call('note.list', { form: 'F4', period })).map(({ kind, field }) => [kind, field])).toEqual([
    ['refusal', 'annualCoal'],
    ['reply', 'annualCoal'],
  ])
  // The other three stay signed; only what came back is looked at again.
  await call('review.pass', { period, forms: ['F4'], by: by.auditor })
  expect((await call('review.sign', { period, by: by.leader })).forms.map(({ stage }) => stage)).toEqual(forms.map(() => 'signed'))
  expect((await call('submission.create', { period })).forms).toEqual(forms)
})

test('an optional form that is empty again stops nobody, whether its typing was undone or it was sent back', async () => {
  const engine = openForReview()
  const { call } = engine
  const all = async (form: string) => [
    (await call('report.open', { form, period })).state,
    (await call('tasks.list', { period })).tasks.find((task) => task.form === form)?.state,
    (await call('review.get', { period })).forms.find((one) => one.form === form)?.filled ?? false,
  ]
  await readyMonth(engine)
  await call('report.edit', { form: 'F13', period, edits: [{ kind: 'cell', row: 'fixed-power', field: 'coalMonth', value: '1' }] })
  expect(await all('F13')).toEqual(['填报中', '填报中', true])
  await call('report.undo', { form: 'F13', period })
  expect(await all('F13')).toEqual(['未填', '未填', false])

  await call('report.edit', { form: 'F6', period, edits: [zeroReport] })
  await call('review.handIn', { period, forms: [...forms, 'F6'], by: by.preparer })
  await call('review.refuse', { form: 'F6', period, by: by.auditor, text: '本县没有此类项目，不必报' })
  expect(await all('F6')).toEqual(['已退回', '已退回', true])
  await call('report.edit', { form: 'F6', period, edits: [{ kind: 'header', header: { zeroReport: false } }] })
  expect(await all('F6')).toEqual(['未填', '未填', false])

  await call('review.pass', { period, forms, by: by.auditor })
  await call('review.sign', { period, by: by.leader })
  expect((await call('submission.create', { period })).forms).toEqual(forms)
})

test('a month that is opened again says so, not that somebody changed what was signed', async () => {
  const engine = openForReview()
  await signedMonth(engine)
  const { call } = engine
  await call('submission.create', { period })
  await call('submission.revise', { period, reason: '核实后更正用煤量' })
  const { forms: after } = await call('review.get', { period })
  const why = '本月已重新打开更正'
  expect(after.map(({ stage, entries }) => [stage, entries.map(({ voided }) => voided?.why)])).toEqual(
    forms.map(() => ['open', [why, why, why]]),
  )
  const told = (await call('report.history', { form: 'F4', period })).filter(({ what }) => what === 'void')
  expect(told.map(({ label }) => label).sort()).toEqual(['审核通过', '提交审核', '签发'])
})

test('a form sent back while its package is being made is not sealed', async () => {
  const engine = openForReview()
  const { call } = engine
  await signedMonth(engine)
  let sent: Promise<unknown> | undefined
  engine.subscribe(({ name, payload }) => {
    if (name !== 'job.progress' || payload.phase !== submissionText.packing) return
    sent ??= call('review.refuse', { form: 'F4', period, by: by.leader, text: '先等等，缴费单不对' })
  })
  expect(await refusal(call('submission.create', { period, job: 'seal' }))).toMatchObject({
    code: 'SUBMISSION_BLOCKED',
    reason: expect.stringContaining('还没有签发'),
  })
  expect(await sent).toMatchObject({ stage: 'returned' })
  expect(await call('submission.list', {})).toEqual([])
})

test('a note outlives its row and its restart, and is never changed by carrying on', async () => {
  const dataDir = newFolder()
  const first = openForReview(dataDir)
  await readyMonth(first)
  const { call } = first
  const note = await call('note.add', {
    form: 'F4',
    period,
    row: 'boiler-3',
    field: 'annualCoal',
    kind: 'evidence',
    text: '缴费单存镇办 3 号柜',
  })
  await call('note.add', { form: 'F4', period, text: '整张表按新台账核对过', by: by.auditor })
  expect(await refusal(call('note.add', { form: 'F4', period, row: 'boiler-3', field: 'nothing', text: 'x' }))).toMatchObject({
    code: 'FIELD_UNKNOWN',
  })
  expect(await refusal(call('note.add', { form: 'F1', period, thread: note.id, text: 'x' }))).toMatchObject({ code: 'NOTE_UNKNOWN' })
  expect((await call('note.resolve', { id: note.id, resolved: true, by: by.auditor })).resolved).toMatchObject({ by: by.auditor })
  await call('report.edit', { form: 'F4', period, edits: [{ kind: 'deleteRow', row: 'boiler-3' }] })
  await first.close()
  const again = openForReview(dataDir)
  expect(
    (await again.call('note.list', { form: 'F4', period })).map(({ rowKey, text, resolved }) => [rowKey, text, resolved !== null]),
  ).toEqual([
    ['4502220003', '缴费单存镇办 3 号柜', true],
    [null, '整张表按新台账核对过', false],
  ])
  expect((await again.call('report.history', { form: 'F4', period })).map(({ what }) => what)).toEqual(
    expect.arrayContaining(['note', 'noteResolved']),
  )
  expect((await again.call('doctor.run', {})).steps.find(({ id }) => id === 'audit')?.ok).toBe(true)
})

test('what was handed in anew after it was looked at is not signed unseen', async () => {
  const engine = openForReview()
  await readyMonth(engine)
  const { call } = engine
  const seenNow = async (): Promise<Record<string, string>> =>
    Object.fromEntries((await call('review.get', { period })).forms.map(({ form, entries }) => [form, entries.at(-1)?.digest ?? '']))
  const handInAnew = async (annualCoal: string): Promise<void> => {
    await call('report.set', { ...change, value: annualCoal })
    await call('review.handIn', { period, forms: ['F4'], by: by.preparer })
  }
  const changed = { code: 'REVIEW_NOT_NOW', reason: expect.stringContaining('看过新的内容') }
  await call('review.handIn', { period, forms, by: by.preparer })
  const seen = await seenNow()
  await handInAnew('777')
  expect(await refusal(call('review.pass', { period, forms, by: by.auditor, seen }))).toMatchObject(changed)
  expect((await stages(engine)).F1).toBe('handedIn')
  const before = await seenNow()
  await call('review.pass', { period, forms, by: by.auditor, seen: before })
  await handInAnew('778')
  await call('review.pass', { period, forms: ['F4'], by: by.auditor })
  expect(await refusal(call('review.sign', { period, by: by.leader, seen: before }))).toMatchObject(changed)
  await call('review.sign', { period, by: by.leader, seen: await seenNow() })
  expect((await stages(engine)).F4).toBe('signed')
})
