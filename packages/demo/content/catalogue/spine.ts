import type { ChannelText } from '../manifest.ts'

const nora = '66f1a2c04be19d0037a1c001'
const tom = '66f1a2c04be19d0037a1c002'

export const spine: ChannelText = {
  id: '66f1a2d14be19d0037b20001',
  slug: 'how-the-spine-carries-you',
  language: 'en',
  title: 'How the Spine Carries You',
  subtitle: 'Four short lessons on curves, discs and lifting',
  htmlDescription:
    '<p>Your back is stronger and more willing to move than most people believe. These lessons show, in <em>line drawings that move</em>, how it does its work.</p><ul><li>Why the curves are there</li><li>What a disc does all day and all night</li><li>What lifting asks of your muscles</li></ul><p>For curious people; no previous knowledge needed.</p>',
  authors: [nora, tom],
  priceMinor: 4900,
  currency: 'EUR',
  lessons: [
    {
      id: '66f1a2e24be19d0037c30101',
      slug: 'three-curves-one-column',
      title: 'Three Curves, One Column',
      subtitle: 'Why a good spine is not a straight one',
      htmlDescription:
        '<p>Seen from the side, the spine swings forwards, backwards and forwards again. This lesson follows the <em>twenty-four</em> bones that make these curves, and shows what the curves are good for.</p>',
      durationSeconds: 38,
      authors: [nora],
      audio: ['en', 'it'],
      captions: ['en', 'it'],
    },
  ],
}
