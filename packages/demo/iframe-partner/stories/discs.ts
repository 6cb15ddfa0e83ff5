import { discsArt } from '../art/discs.ts'
import type { Story } from './story.ts'

export const discs: Story = {
  name: 'discs',
  minutes: 2,
  art: discsArt,
  texts: {
    en: {
      title: 'Taller at breakfast',
      standfirst:
        'Measure yourself when you get up, and again before bed. You will have lost about a centimetre. It comes back.',
      paragraphs: [
        'Between the bones of your back lie twenty-three discs. Each has a core that is mostly water, held in by rings of crossing fibres. Stand up, and the weight of the day begins to press some of that water out. By evening you are roughly one per cent shorter than you were at breakfast, and most of the loss happened before lunch.',
        'Lie down, and the traffic turns round. With the load gone, the core draws water back in. An adult’s disc has hardly any blood vessels of its own, so this slow tide is also how it is fed.',
        'Astronauts show what happens when the pressing stops altogether: without gravity they grow by several centimetres, and give them back on Earth. A disc, in other words, is no cushion wearing thin. It is a living joint that keeps hours.',
      ],
      caption: 'Twenty-four bones, twenty-three discs, one day.',
    },
    it: {
      title: 'Più alti a colazione',
      standfirst: 'Misuratevi appena alzati e di nuovo prima di dormire: mancherà circa un centimetro. Poi torna.',
      paragraphs: [
        'Fra le ossa della schiena ci sono ventitré dischi. Ognuno ha un nucleo fatto soprattutto d’acqua, trattenuto da anelli di fibre incrociate. Appena ci si alza, il peso della giornata comincia a spremerne via una parte. La sera siamo più bassi di circa l’uno per cento, e quasi tutto si è perso prima di pranzo.',
        'Da sdraiati il traffico si inverte. Tolto il carico, il nucleo richiama acqua. Il disco di un adulto quasi non ha vasi sanguigni propri: questa lenta marea è anche il modo in cui si nutre.',
        'Gli astronauti mostrano che cosa succede quando la pressione cessa del tutto: senza gravità crescono di alcuni centimetri, e li restituiscono sulla Terra. Il disco, insomma, non è un cuscino che si consuma. È un’articolazione viva che rispetta gli orari.',
      ],
      caption: 'Ventiquattro ossa, ventitré dischi, un giorno.',
    },
    ar: {
      title: 'أطول عند الفطور',
      standfirst: 'قِس طولك حين تستيقظ، ثم قِسه قبل النوم: ستجد أنك فقدت نحو سنتيمتر واحد. وسيعود.',
      paragraphs: [
        'بين عظام ظهرك ثلاثة وعشرون قرصًا. لكل قرص لبٌّ معظمه ماء، تحيط به حلقات من ألياف متقاطعة. ما إن تقف حتى يبدأ ثقل النهار بعصر بعض هذا الماء إلى الخارج، فتصير مساءً أقصر بنحو واحد في المئة مما كنت عند الفطور، ويقع معظم هذا النقص قبل الظهر.',
        'وحين تستلقي تنعكس الحركة: يزول الحمل فيستردّ اللبّ الماء. يكاد قرص البالغ يخلو من الأوعية الدموية، ولذلك فإن هذا المدّ البطيء هو أيضًا طريقته في التغذّي.',
        'ويرينا روّاد الفضاء ما يحدث حين يتوقف الضغط تمامًا: تطول قاماتهم بضعة سنتيمترات في غياب الجاذبية، ثم يردّونها إلى الأرض. فالقرص إذن ليس وسادة تبلى، بل مفصل حيّ له مواعيده.',
      ],
      caption: 'أربع وعشرون عظمة، وثلاثة وعشرون قرصًا، ويوم واحد.',
    },
  },
}
