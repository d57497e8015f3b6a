import { expect, test } from 'vitest'
import { errorSentence } from '../../../shared/text/errors.ts'
import { reportText } from '../../../shared/text/ui-report.ts'
import { reviewScreenText } from '../../../shared/text/ui-review.ts'

test('whoever must change a name is sent to the button that does it, by the words on it', () => {
  const button = `“${reportText.tools.signatures}”`
  expect(errorSentence('REVIEW_NAME', { role: '审核人', expected: '莫海燕', by: '覃小梅' })).toContain(button)
  expect(reviewScreenText.dialog.noName('审核人')).toContain(button)
  // The settings fill in names only where a report has none.
  expect(reviewScreenText.settings.passwordHint).toContain(button)
})
