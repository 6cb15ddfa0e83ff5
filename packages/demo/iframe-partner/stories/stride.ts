import { strideArt } from '../art/stride.ts'
import type { Story } from './story.ts'

export const stride: Story = {
  name: 'stride',
  minutes: 2,
  art: strideArt,
  texts: {
    en: {
      title: 'Falling, done well',
      standfirst: 'Walking looks like work. Most of it is a pendulum standing on its head.',
      paragraphs: [
        'When your heel lands, the body vaults over a nearly straight leg. The hip rises, slows down, passes above the foot, then drops and speeds up again. Height is turned into speed and speed into height, as in a pendulum; only this one is hinged at the ground.',
        'At a comfortable pace the exchange gives back well over half of the energy that each step would otherwise ask of the muscles. Walk much slower or much faster and the sum gets worse, which is why everyone has a pace of their own.',
        'It also has a limit. Beyond a certain speed gravity cannot keep the body on its arc. Most people break into a run at around two metres a second, some way before that limit. On the Moon, where gravity is a sixth of ours, even a stroll would become a skip.',
      ],
      caption: 'Three steps. The dots are the hip.',
    },
    it: {
      title: 'Cadere, fatto bene',
      standfirst: 'Camminare sembra fatica. In gran parte è un pendolo a testa in giù.',
      paragraphs: [
        'Quando il tallone tocca terra, il corpo scavalca una gamba quasi dritta. L’anca sale, rallenta, passa sopra il piede, poi scende e riprende velocità. L’altezza diventa velocità e la velocità altezza, come in un pendolo; soltanto che questo ha il perno a terra.',
        'A passo comodo lo scambio restituisce ben più di metà dell’energia che ogni passo chiederebbe ai muscoli. Molto più piano o molto più in fretta il conto peggiora: per questo ognuno ha il proprio passo.',
        'C’è anche un limite. Oltre una certa velocità la gravità non riesce più a tenere il corpo sul suo arco. Quasi tutti si mettono a correre intorno ai due metri al secondo, un po’ prima di quel limite. Sulla Luna, dove la gravità è un sesto della nostra, anche una passeggiata diventerebbe un saltello.',
      ],
      caption: 'Tre passi. I punti sono l’anca.',
    },
    ar: {
      title: 'سقوطٌ متقن',
      standfirst: 'يبدو المشي جهدًا، ومعظمه بندول واقف على رأسه.',
      paragraphs: [
        'حين يلامس الكعب الأرض، يعبر الجسم فوق ساق شبه مستقيمة. يرتفع الورك ويتباطأ، ويمرّ فوق القدم، ثم ينخفض ويتسارع من جديد. يتحول الارتفاع إلى سرعة والسرعة إلى ارتفاع كما في البندول، غير أن محور هذا البندول عند الأرض.',
        'وعند السرعة المريحة يعيد هذا التبادل أكثر من نصف الطاقة التي كانت كل خطوة ستطلبها من العضلات. فإن أبطأت كثيرًا أو أسرعت كثيرًا ساء الحساب، ولذلك فلكل إنسان خطوته.',
        'وللأمر حدّ أيضًا. فبعد سرعة معينة لا تستطيع الجاذبية أن تُبقي الجسم على قوسه. ومعظم الناس يتحولون إلى الجري عند نحو مترين في الثانية، قبل بلوغ ذلك الحد بقليل. وعلى القمر، حيث الجاذبية سدس جاذبيتنا، تصير النزهة نفسها وثبًا.',
      ],
      caption: 'ثلاث خطوات، والنقاط موضع الورك.',
    },
  },
}
