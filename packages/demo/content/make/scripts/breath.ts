import type { Script } from '../narration/script.ts'

const audio = ['it']
const captions = ['it', 'en']

export const dome: Script = {
  audio,
  captions,
  beats: [
    {
      phrase: 'Una cupola di muscolo',
      caption: {
        it: 'Sotto i polmoni c’è una cupola di muscolo: il diaframma.',
        en: 'Under the lungs lies a dome of muscle: the diaphragm.',
      },
      speech: { it: "Sotto i polmoni c'è una cupola di muscolo: il diaframma." },
    },
    {
      phrase: 'Si contrae, e scende',
      caption: {
        it: 'Quando inspiri si contrae e scende, e il torace si fa più ampio.',
        en: 'As you breathe in it contracts and sinks, and the chest grows wider.',
      },
    },
    {
      phrase: 'L’aria entra da sola',
      caption: {
        it: 'La pressione cala appena, e l’aria entra da sola nei polmoni.',
        en: 'The pressure drops slightly, and air flows into the lungs by itself.',
      },
      speech: { it: "La pressione cala appena, e l'aria entra da sola nei polmoni." },
    },
    {
      phrase: 'Si rilascia, e risale',
      caption: {
        it: 'Quando espiri il muscolo si rilascia, e la cupola risale.',
        en: 'As you breathe out the muscle lets go, and the dome rises again.',
      },
    },
    {
      phrase: 'Ventimila volte al giorno',
      caption: {
        it: 'Lo fa circa ventimila volte al giorno, senza che tu ci pensi.',
        en: 'It does this some twenty thousand times a day, without your thinking of it.',
      },
    },
  ],
}

export const bucket: Script = {
  audio,
  captions,
  beats: [
    {
      phrase: 'Non una gabbia rigida',
      caption: {
        it: 'Le costole non sono una gabbia rigida: ognuna ruota su piccole articolazioni.',
        en: 'The ribs are no rigid cage: each one turns on small joints.',
      },
    },
    {
      phrase: 'In basso: il manico del secchio',
      caption: {
        it: 'Le più basse si alzano di lato, come il manico di un secchio.',
        en: 'The lower ones swing up sideways, like the handle of a bucket.',
      },
    },
    {
      phrase: 'In alto: la leva della pompa',
      caption: {
        it: 'Le più alte spingono lo sterno in avanti, come la leva di una pompa.',
        en: 'The upper ones push the breastbone forwards, like the handle of a pump.',
      },
    },
    {
      phrase: 'Qualche centimetro in più',
      caption: {
        it: 'Insieme allargano il torace di qualche centimetro a ogni respiro profondo.',
        en: 'Together they widen the chest by a few centimetres with every deep breath.',
      },
    },
    {
      phrase: 'Sentile aprirsi',
      caption: {
        it: 'Metti le mani sui fianchi e respira: le senti aprirsi.',
        en: 'Put your hands on your sides and breathe: you can feel them open.',
      },
    },
  ],
}

export const slow: Script = {
  audio,
  captions,
  beats: [
    {
      phrase: 'Il respiro a riposo',
      caption: {
        it: 'A riposo respiriamo da dodici a venti volte al minuto.',
        en: 'At rest we breathe twelve to twenty times a minute.',
      },
    },
    {
      phrase: 'Il cuore segue',
      caption: {
        it: 'Quando inspiri il cuore accelera un poco, quando espiri rallenta.',
        en: 'As you breathe in, the heart speeds up a little; as you breathe out, it slows.',
      },
    },
    {
      phrase: 'Due onde a tempo',
      caption: {
        it: 'A sei respiri al minuto le due onde vanno a tempo, e diventano più ampie.',
        en: 'At six breaths a minute the two waves fall into step, and grow larger.',
      },
    },
    {
      phrase: 'Cinque secondi, e cinque',
      caption: {
        it: 'Prova: cinque secondi per inspirare, cinque per espirare.',
        en: 'Try it: five seconds to breathe in, five to breathe out.',
      },
    },
    {
      phrase: 'Senza sforzo',
      caption: {
        it: 'Senza sforzo. Se ti gira la testa, torna al tuo ritmo.',
        en: 'Without effort. If you feel dizzy, return to your own pace.',
      },
    },
  ],
}
