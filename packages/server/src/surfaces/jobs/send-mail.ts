import { type SendMailContext, sendMail } from '../../features/mailing/index.ts'
import type { JobOn } from './job-on.ts'
import { kinds } from './kinds.ts'

export const sendMailJob: JobOn<SendMailContext> = {
  ...kinds.sendMail,
  run: (ctx, { data, isLast, signal }) => sendMail(ctx, { mailId: data['mailId'] ?? '', isLastTry: isLast, signal }),
}
