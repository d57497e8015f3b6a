import { describe, expect, it } from 'vitest'
import type { Calendar } from '../../../shared/forms/manifest-schema.ts'
import { taskDeadline } from '../../../shared/plan/calendar.ts'

const calendar: Calendar = { periodKind: 'month', monthsAfter: 1, day: 5, inclusive: true, holidayShift: 'none' }

describe('a deadline', () => {
  it('is the 5th of the next month, that day included', () => {
    expect(['2020-06-03', '2020-06-05', '2020-06-06'].map((today) => taskDeadline(calendar, '2020-05', today))).toEqual([
      { dueDate: '2020-06-05', daysLeft: 2, lateDays: 0, holidayNote: null },
      { dueDate: '2020-06-05', daysLeft: 0, lateDays: 0, holidayNote: null },
      { dueDate: '2020-06-05', daysLeft: -1, lateDays: 1, holidayNote: null },
    ])
  })

  it('may exclude the day itself', () => {
    expect(taskDeadline({ ...calendar, inclusive: false }, '2020-05', '2020-06-05')).toMatchObject({ daysLeft: -1, lateDays: 1 })
  })

  it('stays on a holiday when the plan does not move it, and says so', () => {
    const deadline = taskDeadline(calendar, '2020-09', '2020-10-01')
    expect(deadline).toMatchObject({ dueDate: '2020-10-05', daysLeft: 4 })
    expect(deadline.holidayNote).toContain('国庆节')
    expect(taskDeadline(calendar, '2020-06', '2020-07-01').holidayNote).toBeNull()
  })

  it('moves past the holiday where the plan says so', () => {
    expect(taskDeadline({ ...calendar, holidayShift: 'statutory' }, '2020-09', '2020-10-01')).toMatchObject({ dueDate: '2020-10-09' })
    expect(taskDeadline({ ...calendar, holidayShift: 'statutory' }, '2020-06', '2020-07-01')).toMatchObject({ dueDate: '2020-07-05' })
    expect(taskDeadline({ ...calendar, holidayShift: 'workday' }, '2020-06', '2020-07-01')).toMatchObject({ dueDate: '2020-07-06' })
    expect(taskDeadline({ ...calendar, holidayShift: 'workday' }, '2020-09', '2020-10-01')).toMatchObject({ dueDate: '2020-10-09' })
  })

  it('treats a weekend that was made a working day as one', () => {
    expect(taskDeadline({ ...calendar, day: 9, holidayShift: 'workday' }, '2020-04', '2020-05-01')).toMatchObject({ dueDate: '2020-05-09' })
  })

  it('says where the holidays are not known yet', () => {
    expect(taskDeadline(calendar, '2027-09', '2027-10-01').holidayNote).toContain('截至2026年')
    expect(taskDeadline(calendar, '2025-12', '2026-01-01').holidayNote).toBeNull()
  })

  describe('with the holidays of a later year given as data', () => {
    const holidays = [
      {
        year: 2027,
        off: [
          { name: '国庆节', from: '2027-10-01', to: '2027-10-07' },
          { name: '元旦', from: '2026-12-31', to: '2027-01-02' },
        ],
        workdays: ['2027-10-09'],
      },
    ]
    const given: Calendar = { ...calendar, holidays }

    it('knows that year', () => {
      expect(taskDeadline(given, '2027-09', '2027-10-01').holidayNote).toContain('国庆节')
      expect(taskDeadline({ ...given, holidayShift: 'statutory' }, '2027-09', '2027-10-01').dueDate).toBe('2027-10-08')
      expect(taskDeadline({ ...given, day: 9, holidayShift: 'workday' }, '2027-09', '2027-10-01').dueDate).toBe('2027-10-09')
      expect(taskDeadline({ ...calendar, day: 9, holidayShift: 'workday' }, '2027-09', '2027-10-01').dueDate).toBe('2027-10-11')
    })

    it('names the year after it as the first unknown one, and leaves the known years alone', () => {
      expect(taskDeadline(given, '2028-09', '2028-10-01').holidayNote).toContain('截至2027年')
      expect(taskDeadline(given, '2020-09', '2020-10-01').holidayNote).toContain('国庆节')
      const gap: Calendar = { ...calendar, holidays: holidays.map((year) => ({ ...year, year: 2028 })) }
      expect(taskDeadline(gap, '2029-09', '2029-10-01').holidayNote).toContain('截至2026年')
    })

    it('replaces a year the program knows', () => {
      const replaced: Calendar = {
        ...calendar,
        holidays: [{ year: 2020, off: [{ name: '国庆节', from: '2020-10-01', to: '2020-10-03' }], workdays: [] }],
      }
      expect(taskDeadline(replaced, '2020-09', '2020-10-01').holidayNote).toBeNull()
    })
  })

  it('falls on the last day of a short month and crosses the year', () => {
    expect(taskDeadline({ ...calendar, day: 31 }, '2020-01', '2020-02-01').dueDate).toBe('2020-02-29')
    expect(taskDeadline(calendar, '2020-12', '2021-01-01').dueDate).toBe('2021-01-05')
    expect(taskDeadline({ ...calendar, monthsAfter: 0, day: 28 }, '2020-12', '2020-12-01').dueDate).toBe('2020-12-28')
  })
})
