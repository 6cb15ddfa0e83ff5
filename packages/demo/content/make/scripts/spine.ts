import type { Script } from '../narration/script.ts'

export const threeCurves: Script = {
  audio: ['en', 'it'],
  captions: ['en', 'it'],
  beats: [
    {
      phrase: 'Not straight, and not by mistake',
      caption: {
        en: 'Seen from the side, your spine is not straight. It has three gentle curves.',
        it: 'Vista di lato, la colonna non è dritta. Ha tre curve dolci.',
      },
    },
    {
      phrase: 'Forwards, backwards, forwards',
      caption: {
        en: 'The neck curves forwards, the chest backwards, the lower back forwards again.',
        it: 'Il collo va in avanti, il torace indietro, la zona lombare ancora in avanti.',
      },
    },
    {
      phrase: 'Twenty-four bones, each a little larger',
      caption: {
        en: 'Twenty-four bones make these curves, larger and larger on the way down.',
        it: 'Ventiquattro ossa formano le curve, sempre più grandi verso il basso.',
      },
    },
    {
      phrase: 'The lowest carry the most',
      caption: {
        en: 'Each bone carries everything above it. That is why the lowest are the strongest.',
        it: 'Ogni osso porta tutto ciò che sta sopra. Perciò i più bassi sono i più robusti.',
      },
    },
    {
      phrase: 'Under a load, the curves give and spring back',
      caption: {
        en: 'Under a load, a curved column gives a little and springs back, like a bow.',
        it: 'Sotto carico, una colonna curva cede un poco e poi torna su, come un arco.',
      },
    },
    {
      phrase: 'Balanced curves that move',
      caption: {
        en: 'So straight is not the goal. A good spine has curves, and it moves.',
        it: 'La meta, dunque, non è stare dritti. Una buona schiena ha curve e si muove.',
      },
    },
  ],
}
