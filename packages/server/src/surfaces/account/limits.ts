import { emailFault, tidyEmail } from '../../features/identity/index.ts'
import { networkOf } from '../../platform/http/rate-limit.ts'
import type { MakeSharedLimit } from '../../platform/http/shared-limit.ts'

export interface Limits {
  /** Before a password or a code is tried for an address. */
  guess(caller: { address: string }, email: string): Promise<void>
  /** Before a letter is sent to an address. */
  letter(caller: { address: string }, email: string): Promise<void>
  /** Before anything else that costs something. */
  step(caller: { address: string }): Promise<void>
}

/** What one network, one mailbox, and one network for one mailbox may try; taken whether or not the address is known. */
export function accountLimits(sharedLimit: MakeSharedLimit): Limits {
  const network = sharedLimit('account-network', { burst: 60, perSecond: 0.5 })
  const pair = sharedLimit('account-guess', { burst: 10, perSecond: 1 / 60 })
  // Wider than the one before, so that guessing from one network locks nobody out.
  const mailbox = sharedLimit('account-mailbox', { burst: 60, perSecond: 1 / 20 })
  const letters = sharedLimit('account-letters', { burst: 6, perSecond: 1 / 120 })
  const key = (email: string) => tidyEmail(email).slice(0, 254)
  const step: Limits['step'] = ({ address }) => network.take(networkOf(address))
  return {
    step,
    guess: async (caller, email) => {
      await step(caller)
      await pair.take(`${networkOf(caller.address)} ${key(email)}`)
      await mailbox.take(key(email))
    },
    letter: async (caller, email) => {
      await step(caller)
      if (!emailFault(key(email))) await letters.take(key(email))
    },
  }
}
