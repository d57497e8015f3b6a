import * as z from 'zod'

/** Where one form of one period stands, in the words the screens show. */
export const formStates = ['未填', '填报中', '有问题', '可送审', '待审核', '待签发', '可上报', '已上报', '已退回', '已接收'] as const
export const FormState = z.enum(formStates)
export type FormState = z.infer<typeof FormState>

/** How far a form has come between the people who sign for it; `returned` = sent back and not handed in again. */
export const reviewStages = ['open', 'returned', 'handedIn', 'passed', 'signed'] as const
export type ReviewStage = (typeof reviewStages)[number]
