/** Why a lesson does not open. */
export type ClosedReason = 'expired' | 'invalid' | 'revoked' | 'unavailable' | 'busy' | 'occupied'
