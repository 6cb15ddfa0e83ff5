export { issuePlaybackToken } from './issue-playback-token.ts'
export { openPlayback, type Playback } from './open-playback.ts'
export { reportPlayback, requireCredential, requireKeyDue, requireLiveSession } from './playback-session.ts'
export { signPlaybackToken } from './playback-token.ts'
