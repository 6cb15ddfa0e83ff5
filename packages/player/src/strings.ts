/** The player's own texts in English; `messages/<lang>.json` hold the same keys in every language. */
export const ownEnglish = {
  'player.label': 'Video player',
  'player.start': 'Play the lesson',
  'player.resume': 'Continue from {time}',
  'player.again': 'Watch again',
  'player.quality': 'Quality',
  'player.captions': 'Captions',
  'player.audio': 'Audio language',
  'player.speed': 'Speed',
  'player.normalSpeed': 'Normal',
  'player.back': 'Back to settings',
  'player.slow': 'Still loading. A slow connection can take a little longer.',
  'player.lost': 'Connection lost. Trying again…',
  'player.back10': 'Back 10 seconds',
  'player.forward10': 'Forward 10 seconds',
  'ending.revoked.title': 'Access to this lesson has ended',
  'ending.revoked.text': 'If this comes as a surprise, ask where you bought the course.',
  'ending.superseded.title': 'Playing continues in another window',
  'ending.superseded.text':
    'Close the other window, or go back to the course and open the lesson again to watch it here.',
  'ending.superseded.action': 'Play here',
  'ending.takenOver.title': 'You are watching somewhere else now',
  'ending.takenOver.text': 'As many lessons play at once as may, and this one was opened first. Your place is kept.',
  'ending.expired.title': 'This link has expired',
  'ending.expired.text': 'Go back to the course and open the lesson again.',
  'ending.refused.title': 'This lesson cannot continue here',
  'ending.refused.text': 'Go back to the course and open the lesson again.',
  'ending.broken.title': 'This lesson cannot be played right now',
  'ending.broken.text': 'Try again. If it happens once more, try another browser or come back a little later.',
  'ending.broken.action': 'Try again',
} as const

/** The texts of the control elements, keyed as they look them up. */
const controlsEnglish = {
  'Start airplay': 'Start AirPlay',
  'Stop airplay': 'Stop AirPlay',
  Audio: 'Audio',
  Captions: 'Captions',
  'Enable captions': 'Turn captions on',
  'Disable captions': 'Turn captions off',
  'Start casting': 'Start casting',
  'Stop casting': 'Stop casting',
  'Enter fullscreen mode': 'Full screen',
  'Exit fullscreen mode': 'Leave full screen',
  Mute: 'Mute',
  Unmute: 'Unmute',
  Loop: 'Loop',
  'Enter picture in picture mode': 'Picture in picture',
  'Exit picture in picture mode': 'Leave picture in picture',
  Play: 'Play',
  Pause: 'Pause',
  'Playback rate': 'Speed',
  'Playback rate {playbackRate}': 'Speed {playbackRate}',
  Quality: 'Quality',
  'Seek backward': 'Back 10 seconds',
  'Seek forward': 'Forward 10 seconds',
  Settings: 'Settings',
  Auto: 'Auto',
  Off: 'Off',
  'audio player': 'audio player',
  'video player': 'video player',
  volume: 'volume',
  seek: 'position',
  'closed captions': 'captions',
  'current playback rate': 'current speed',
  'playback time': 'playing time',
  'media loading': 'loading',
  settings: 'settings',
  'audio tracks': 'audio languages',
  quality: 'quality',
  play: 'play',
  pause: 'pause',
  mute: 'mute',
  unmute: 'unmute',
  live: 'live',
  'chapter: {chapterName}': 'chapter: {chapterName}',
  'start airplay': 'start AirPlay',
  'stop airplay': 'stop AirPlay',
  'start casting': 'start casting',
  'stop casting': 'stop casting',
  'enter fullscreen mode': 'full screen',
  'exit fullscreen mode': 'leave full screen',
  'enter picture in picture mode': 'picture in picture',
  'exit picture in picture mode': 'leave picture in picture',
  'seek to live': 'go to live',
  'playing live': 'playing live',
  'seek back {seekOffset} seconds': 'back {seekOffset} seconds',
  'seek forward {seekOffset} seconds': 'forward {seekOffset} seconds',
  'Network Error': 'Connection error',
  'Decode Error': 'Playback error',
  'Source Not Supported': 'Video not supported',
  'Encryption Error': 'Playback not permitted',
  'A network error caused the media download to fail.': 'The video could not be loaded. Check your connection.',
  'A media error caused playback to be aborted. The media could be corrupt or your browser does not support this format.':
    'The video could not be played. Try another browser.',
  'An unsupported error occurred. The server or network failed, or your browser does not support this format.':
    'The video could not be played. Check your connection or try another browser.',
  'The media is encrypted and there are no keys to decrypt it.': 'The video cannot be unlocked here.',
  hour: 'hour',
  hours: 'hours',
  minute: 'minute',
  minutes: 'minutes',
  second: 'second',
  seconds: 'seconds',
  '{time} remaining': '{time} remaining',
  '{currentTime} of {totalTime}': '{currentTime} of {totalTime}',
  'video not loaded, unknown time.': 'not loaded yet',
} as const

/** Every text the player shows or reads out, in English. */
export const english = { ...ownEnglish, ...controlsEnglish }

export type OwnKey = keyof typeof ownEnglish

/** One text with its `{placeholders}` filled in. */
export type Say = (key: OwnKey, values?: Record<string, string>) => string

/** Speaks the page's texts; a missing one falls back to English. */
export function speaker(texts: Partial<Record<string, string>>): Say {
  return (key, values = {}) =>
    (texts[key] ?? ownEnglish[key]).replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)
}
