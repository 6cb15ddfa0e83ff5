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
    {
      id: '66f1a2e24be19d0037c30102',
      slug: 'what-a-disc-does',
      title: 'What a Disc Does',
      subtitle: 'Pressed by day, refilled by night',
      htmlDescription:
        '<p>A disc is not a cushion that wears out with every step, but a <em>living joint</em> that is pressed, tilts, loses water and takes it back.</p>',
      durationSeconds: 30,
      authors: [nora],
      audio: ['en', 'it'],
      captions: ['en', 'it', 'fr'],
    },
    {
      id: '66f1a2e24be19d0037c30103',
      slug: 'lifting-without-fear',
      title: 'Lifting Without Fear: Why Keeping the Load Close Spares Your Back More Than You Would Think',
      subtitle: 'The lever in your lower back',
      htmlDescription:
        '<p>The same ten kilos can ask very different things of your muscles. A small sum with levers shows why.</p><ul><li>The figures are for the load alone; your own upper body comes on top</li><li>If your back hurts now, ask someone who can examine it</li></ul>',
      durationSeconds: 30,
      authors: [tom],
      audio: ['en', 'it'],
      captions: ['en', 'it'],
    },
    {
      id: '66f1a2e24be19d0037c30104',
      slug: 'bend-lean-turn',
      title: 'Bend, Lean, Turn',
      subtitle: 'Which part of the spine moves how far',
      htmlDescription:
        '<p>Neck, chest and lower back share the work of moving, each in its own way. The angles are usual values to <em>one side</em>; yours may differ, and that is fine.</p>',
      durationSeconds: 32,
      authors: [nora, tom],
      audio: ['en', 'it'],
      captions: ['en', 'it'],
    },
  ],
}
