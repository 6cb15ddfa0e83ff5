import type { Clock } from '../../platform/clock.ts'
import { unseal } from '../../platform/keys.ts'
import { findSigningKey } from '../../platform/tokens-made-elsewhere.ts'
import type { IdentityMode, IdentityOutcome } from './identity-store.ts'

/** How a partner wants its visitors recognised, as it was read with the card. */
export interface IdentityPolicy {
  mode: IdentityMode
  keys: { id: string; sealed: Buffer }[]
}

export interface VisitorClaim {
  clientId: string
  productId: string
  partnerUserId: string
}

export interface Recognition {
  outcome: IdentityOutcome
  /** The key that signed. */
  keyId: string | undefined
}

const maxLifeSeconds = 5 * 60

/** Whether the visitor's token proves the claim. Where a partner has this switched off, nothing is looked at. */
export async function recogniseVisitor(
  deps: { clock: Clock; identitySealKey: Buffer },
  policy: IdentityPolicy,
  claim: VisitorClaim,
  token: string | undefined,
): Promise<Recognition> {
  if (policy.mode === 'off' || token === undefined) return { outcome: 'unsigned', keyId: undefined }
  const keys = policy.keys.map(({ sealed }) => unseal(deps.identitySealKey, sealed))
  const position = await findSigningKey(deps.clock, keys, token, {
    subject: claim.partnerUserId,
    audience: claim.clientId,
    claims: { product: claim.productId },
    maxLifeSeconds,
  })
  if (position === undefined) return { outcome: 'invalid', keyId: undefined }
  return { outcome: 'signed', keyId: policy.keys[position]?.id }
}

/** Whether the visitor's id may decide what is shown and what a purchase is bound to. */
export function mayBelieve({ mode }: IdentityPolicy, { outcome }: Recognition): boolean {
  return mode !== 'enforce' || outcome === 'signed'
}
