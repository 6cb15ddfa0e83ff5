import type { Channel } from '../catalog.ts'

export const spine: Channel = {
  idChannel: '66f1a2d14be19d0037b20001',
  authors: [{ name: 'Dr. Nora Whitfield', image: '' }],
  background: '',
  cover: 'https://platform.example/spine.jpg',
  trailer: 'https://platform.example/spine.mp4',
  title: 'How the Spine Carries You',
  subtitle: 'Two short lessons',
  htmlDescription: '<p>With <em>drawings</em>.</p>',
  price: 49,
  currency: 'EUR',
  language: 'en',
  video: [lesson('66f1a2e24be19d0037c30101', 'Three Curves'), lesson('66f1a2e24be19d0037c30102', 'What a Disc Does')],
}

export const step: Channel = {
  ...spine,
  idChannel: '66f1a2d14be19d0037b20003',
  title: 'هندسة الخطوة',
  language: 'ar',
  price: 39,
}

function lesson(videoId: string, title: string): Channel['video'][number] {
  const { authors, background, cover, trailer } = { authors: [], background: '', cover: '', trailer: '' }
  const told = { subtitle: '', htmlDescription: '<p>True and short.</p>', videoQuality: '720p' }
  const heard = { duration: 38, audio: ['en'], captions: { en: 'English', it: 'Italiano' } }
  return { videoId, title, authors, background, cover, trailer, ...told, ...heard }
}
