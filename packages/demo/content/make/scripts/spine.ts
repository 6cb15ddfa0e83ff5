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

export const disc: Script = {
  audio: ['en', 'it'],
  captions: ['en', 'it', 'fr'],
  beats: [
    {
      phrase: 'A firm ring, a soft core',
      caption: {
        en: 'Between every two vertebrae lies a disc: a firm ring around a soft core.',
        it: 'Tra due vertebre c’è un disco: un anello robusto attorno a un nucleo morbido.',
        fr: 'Entre deux vertèbres, un disque : un anneau ferme autour d’un noyau mou.',
      },
      speech: { it: "Tra due vertebre c'è un disco: un anello robusto attorno a un nucleo morbido." },
    },
    {
      phrase: 'Pressed, it pushes back evenly',
      caption: {
        en: 'When you stand, the core is pressed and pushes evenly in all directions.',
        it: 'Quando stai in piedi il nucleo viene premuto e spinge in ogni direzione.',
        fr: 'Debout, le noyau est comprimé et pousse également dans tous les sens.',
      },
    },
    {
      phrase: 'It tilts with you',
      caption: {
        en: 'When you bend, the ring is squeezed on one side and stretched on the other.',
        it: 'Quando ti pieghi, l’anello è premuto da un lato e teso dall’altro.',
        fr: 'Quand on se penche, l’anneau se comprime d’un côté et se tend de l’autre.',
      },
      speech: { it: "Quando ti pieghi, l'anello è premuto da un lato e teso dall'altro." },
    },
    {
      phrase: 'Water out by day, in by night',
      caption: {
        en: 'All day it loses a little water. Lying down at night, it drinks it back.',
        it: 'Di giorno perde un po’ d’acqua. Di notte, da sdraiati, la riprende.',
        fr: 'Le jour, il perd un peu d’eau. La nuit, allongé, il la reprend.',
      },
      speech: { it: "Di giorno perde un po' d'acqua. Di notte, da sdraiati, la riprende." },
    },
    {
      phrase: 'A centimetre taller at dawn',
      caption: {
        en: 'So in the morning you are about one centimetre taller than in the evening.',
        it: 'Così al mattino sei circa un centimetro più alto che alla sera.',
        fr: 'Le matin, on mesure donc environ un centimètre de plus que le soir.',
      },
    },
  ],
}

export const lifting: Script = {
  audio: ['en', 'it'],
  captions: ['en', 'it'],
  beats: [
    {
      phrase: 'A question of leverage',
      caption: {
        en: 'Every lift is a matter of leverage: how heavy it is, and how far away.',
        it: 'Ogni sollevamento è una leva: quanto pesa il carico, e quanto è lontano.',
      },
    },
    {
      phrase: 'A short handle: five centimetres',
      caption: {
        en: 'Your back muscles pull only about five centimetres from the joint.',
        it: 'I muscoli della schiena tirano a circa cinque centimetri dal perno.',
      },
    },
    {
      phrase: '10 kg, half a metre away',
      caption: {
        en: 'Ten kilos held fifty centimetres away ask them for about a hundred kilos.',
        it: 'Dieci chili a cinquanta centimetri ne chiedono loro circa cento.',
      },
    },
    {
      phrase: 'The same 10 kg, held close',
      caption: {
        en: 'Bring the load in to twenty centimetres, and that falls to about forty.',
        it: 'Porta il carico a venti centimetri, e diventano circa quaranta.',
      },
    },
    {
      phrase: 'Step close, fold at the hips',
      caption: {
        en: 'So step close, let the hips fold, breathe out, and take your time.',
        it: 'Quindi avvicinati, piega le anche, espira, e fai con calma.',
      },
    },
  ],
}

export const turning: Script = {
  audio: ['en', 'it'],
  captions: ['en', 'it'],
  beats: [
    {
      phrase: 'Made to move',
      caption: {
        en: 'A back is made to move: it bends, it leans, it turns.',
        it: 'La schiena è fatta per muoversi: si piega, si inclina, si gira.',
      },
    },
    {
      phrase: 'Bending: neck and lower back',
      caption: {
        en: 'Bending forwards and backwards happens mostly in the neck and lower back.',
        it: 'Ci si piega avanti e indietro soprattutto con il collo e la zona lombare.',
      },
    },
    {
      phrase: 'Turning: the neck leads',
      caption: {
        en: 'Turning is shared unevenly. The neck leads with about eighty degrees.',
        it: 'La rotazione è divisa in modo diseguale: il collo fa circa ottanta gradi.',
      },
    },
    {
      phrase: 'Chest some, lower back little',
      caption: {
        en: 'The chest adds some thirty-five; the lower back little more than ten.',
        it: 'Il torace ne aggiunge circa trentacinque, la zona lombare poco più di dieci.',
      },
    },
    {
      phrase: 'The best posture is the next one',
      caption: {
        en: 'No posture is good for eight hours. The best one is often the next one.',
        it: 'Nessuna postura va bene per otto ore. La migliore è spesso la prossima.',
      },
    },
  ],
}
