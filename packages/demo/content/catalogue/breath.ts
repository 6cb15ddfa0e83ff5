import type { ChannelText } from '../manifest.ts'

const livia = '66f1a2c04be19d0037a1c003'

export const breath: ChannelText = {
  id: '66f1a2d14be19d0037b20002',
  slug: 'il-respiro-e-il-diaframma',
  language: 'it',
  title: 'Il respiro e il diaframma',
  subtitle: 'Tre lezioni su come l’aria entra ed esce',
  htmlDescription:
    '<p>Respiriamo senza pensarci. Queste lezioni mostrano, con <em>disegni in movimento</em>, che cosa accade sotto le costole.</p><ul><li>La cupola del diaframma</li><li>Il gioco delle costole</li><li>Il respiro lento e il cuore</li></ul><p>Per tutti, senza conoscenze precedenti.</p>',
  authors: [livia],
  priceMinor: 2900,
  currency: 'EUR',
  lessons: [
    {
      id: '66f1a2e24be19d0037c30201',
      slug: 'la-cupola-che-scende',
      title: 'La cupola che scende',
      subtitle: 'Il diaframma, un respiro alla volta',
      htmlDescription:
        '<p>Un muscolo a forma di cupola si abbassa, e l’aria entra <em>da sola</em>. Un respiro intero, visto dal davanti.</p>',
      durationSeconds: 26,
      authors: [livia],
      audio: ['it'],
      captions: ['it', 'en'],
    },
    {
      id: '66f1a2e24be19d0037c30202',
      slug: 'le-costole-come-un-secchio',
      title: 'Le costole, come un secchio',
      subtitle: 'Il manico e la leva',
      htmlDescription:
        '<p>In basso le costole si alzano come il <em>manico di un secchio</em>, in alto spingono come la <em>leva di una pompa</em>.</p>',
      durationSeconds: 30,
      authors: [livia],
      audio: ['it'],
      captions: ['it', 'en'],
    },
    {
      id: '66f1a2e24be19d0037c30203',
      slug: 'respirare-lento',
      title: 'Respirare lento',
      subtitle: 'Quando respiro e cuore vanno a tempo',
      htmlDescription:
        '<p>A riposo il cuore segue il respiro. Rallentando, le due onde si incontrano: una breve prova <em>da fare seduti</em>.</p><p>Non sostituisce il parere di un medico.</p>',
      durationSeconds: 28,
      authors: [livia],
      audio: ['it'],
      captions: ['it', 'en'],
    },
  ],
}
