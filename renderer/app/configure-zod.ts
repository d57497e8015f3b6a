/** Before any schema: the validator must not probe for run-time code, which the content security policy forbids and reports. */
import * as z from 'zod'

z.config({ jitless: true })
