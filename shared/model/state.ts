import * as z from 'zod'

/** Where one form of one period stands, in the words the screens show. */
export const formStates = ['未填', '填报中', '有问题', '待审核', '可上报', '已上报', '已退回', '已接收'] as const
export const FormState = z.enum(formStates)
export type FormState = z.infer<typeof FormState>
