import { domeArt } from '../art/dome.ts'
import type { Story } from './story.ts'

export const dome: Story = {
  name: 'dome',
  minutes: 1,
  art: domeArt,
  texts: {
    en: {
      title: 'Twenty thousand times a day',
      standfirst:
        'The muscle you use most is one you have never seen: a dome under the ribs that moves by the width of a finger.',
      paragraphs: [
        'Nobody pulls air in. The diaphragm, a thin dome between chest and belly, tightens and flattens; the chest above it becomes roomier, the pressure inside drops a little below that of the room, and the air walks in by itself.',
        'At rest the dome travels one to two centimetres. In a deep breath it can travel five times as far. The way back costs next to nothing: lungs and ribs are elastic, and simply return.',
        'At some fourteen breaths a minute that makes twenty thousand a day. It is also one of very few muscles that work by themselves and still obey you: hold your breath, and you have just given it an order.',
      ],
      caption: 'Up, breathing out. Down, breathing in.',
    },
    it: {
      title: 'Ventimila volte al giorno',
      standfirst:
        'Il muscolo che usate di più non l’avete mai visto: una cupola sotto le costole che si muove di un dito.',
      paragraphs: [
        'Nessuno tira dentro l’aria. Il diaframma, una cupola sottile fra torace e addome, si contrae e si appiattisce; sopra di lui il torace si fa più ampio, la pressione scende appena sotto quella della stanza, e l’aria entra da sola.',
        'A riposo la cupola si sposta di uno o due centimetri. In un respiro profondo può farne cinque volte tanti. Il ritorno non costa quasi nulla: polmoni e costole sono elastici, e tornano al loro posto.',
        'A circa quattordici respiri al minuto fanno ventimila al giorno. È anche uno dei pochissimi muscoli che lavorano da soli e tuttavia obbediscono: trattenete il fiato, e gli avete appena dato un ordine.',
      ],
      caption: 'In alto, si espira. In basso, si inspira.',
    },
    ar: {
      title: 'عشرون ألف مرة في اليوم',
      standfirst: 'أكثر عضلة تستعملها لم ترها قط: قبّة تحت الأضلاع تتحرك مقدار إصبع.',
      paragraphs: [
        'لا أحد يسحب الهواء إلى داخله. الحجاب الحاجز قبّة رقيقة بين الصدر والبطن، تنقبض فتنبسط، فيتّسع الصدر فوقها، وينخفض الضغط فيه قليلًا عن ضغط الغرفة، فيدخل الهواء وحده.',
        'في الراحة تتحرك القبّة سنتيمترًا أو اثنين، وفي النفَس العميق قد تقطع خمسة أضعاف ذلك. أما العودة فلا تكاد تكلّف شيئًا: الرئتان والأضلاع مرنة، فترجع إلى مكانها.',
        'نحو أربعة عشر نفَسًا في الدقيقة تعني عشرين ألفًا في اليوم. وهو من العضلات القليلة جدًا التي تعمل وحدها وتطيعك مع ذلك: احبس نفَسك، وستكون قد أصدرت إليه أمرًا للتوّ.',
      ],
      caption: 'إلى أعلى: زفير. إلى أسفل: شهيق.',
    },
  },
}
