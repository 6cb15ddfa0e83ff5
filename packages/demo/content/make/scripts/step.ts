import type { Script } from '../narration/script.ts'

// The voice needs every vowel written; captions are set without, as people read.
const audio = ['ar']
const captions = ['ar', 'en']

export const cycle: Script = {
  audio,
  captions,
  beats: [
    {
      phrase: 'دورة تتكرر',
      caption: {
        ar: 'كل خطوة دورة تتكرر: قدم تحمل الجسم وقدم تتقدم.',
        en: 'Every step is a cycle: one foot carries the body, the other moves ahead.',
      },
      speech: { ar: 'كُلُّ خُطْوَةٍ دَوْرَةٌ تَتَكَرَّرُ: قَدَمٌ تَحْمِلُ الْجِسْمَ وَقَدَمٌ تَتَقَدَّمُ.' },
    },
    {
      phrase: 'ستون في المئة على الأرض',
      caption: {
        ar: 'تبقى القدم على الأرض نحو ستين في المئة من الدورة.',
        en: 'Each foot stays on the ground for about sixty per cent of the cycle.',
      },
      speech: { ar: 'تَبْقَى الْقَدَمُ عَلَى الْأَرْضِ نَحْوَ سِتِّينَ فِي الْمِئَةِ مِنَ الدَّوْرَةِ.' },
    },
    {
      phrase: 'وأربعون في الهواء',
      caption: {
        ar: 'ثم تتأرجح في الهواء في الأربعين الباقية.',
        en: 'Then it swings through the air for the remaining forty.',
      },
      speech: { ar: 'ثُمَّ تَتَأَرْجَحُ فِي الْهَوَاءِ فِي الْأَرْبَعِينَ الْبَاقِيَةِ.' },
    },
    {
      phrase: 'لحظة تلمس فيها القدمان الأرض',
      caption: {
        ar: 'وللحظة تلمس القدمان الأرض معًا: هذا ما يميز المشي عن الجري.',
        en: 'For a moment both feet touch the ground: that tells walking from running.',
      },
      speech: { ar: 'وَلِلَحْظَةٍ تَلْمَسُ الْقَدَمَانِ الْأَرْضَ مَعًا: هٰذَا مَا يُمَيِّزُ الْمَشْيَ عَنِ الْجَرْيِ.' },
    },
    {
      phrase: 'آلاف المرات كل يوم',
      caption: {
        ar: 'نكرر ذلك آلاف المرات كل يوم دون أن نفكر فيه.',
        en: 'We repeat this thousands of times a day without thinking about it.',
      },
      speech: { ar: 'نُكَرِّرُ ذٰلِكَ آلَافَ الْمَرَّاتِ كُلَّ يَوْمٍ دُونَ أَنْ نُفَكِّرَ فِيهِ.' },
    },
  ],
}

export const pendulum: Script = {
  audio,
  captions,
  beats: [
    {
      phrase: 'بندول مقلوب',
      caption: {
        ar: 'عندما تمشي يرتفع مركز جسمك فوق الساق ثم ينخفض، كبندول مقلوب.',
        en: 'As you walk, your centre rises and sinks over the leg: an upside-down pendulum.',
      },
      speech: { ar: 'عِنْدَمَا تَمْشِي يَرْتَفِعُ مَرْكَزُ جِسْمِكَ فَوْقَ السَّاقِ ثُمَّ يَنْخَفِضُ، كَبَنْدُولٍ مَقْلُوبٍ.' },
    },
    {
      phrase: 'في الأعلى: ارتفاع مخزون',
      caption: {
        ar: 'في الأعلى يبطئ الجسم قليلًا ويخزن طاقة الارتفاع.',
        en: 'At the top the body slows a little and stores the energy of height.',
      },
      speech: { ar: 'فِي الْأَعْلَى يُبْطِئُ الْجِسْمُ قَلِيلًا وَيَخْزُنُ طَاقَةَ الِارْتِفَاعِ.' },
    },
    {
      phrase: 'وفي الهبوط: سرعة',
      caption: {
        ar: 'وفي الهبوط تعود هذه الطاقة سرعةً تدفعك إلى الأمام.',
        en: 'On the way down that energy returns as speed and carries you forwards.',
      },
      speech: { ar: 'وَفِي الْهُبُوطِ تَعُودُ هٰذِهِ الطَّاقَةُ سُرْعَةً تَدْفَعُكَ إِلَى الْأَمَامِ.' },
    },
    {
      phrase: 'أكثر من نصف الشغل يعود',
      caption: {
        ar: 'هكذا يوفر المشي أكثر من نصف الشغل الميكانيكي.',
        en: 'In this way walking saves more than half of the mechanical work.',
      },
      speech: { ar: 'هٰكَذَا يُوَفِّرُ الْمَشْيُ أَكْثَرَ مِنْ نِصْفِ الشُّغْلِ الْمِيكَانِيكِيِّ.' },
    },
    {
      phrase: 'بضعة سنتيمترات تكفي',
      caption: {
        ar: 'أما ارتفاع مركز الجسم فلا يتجاوز بضعة سنتيمترات.',
        en: 'And the centre of the body rises by no more than a few centimetres.',
      },
      speech: { ar: 'أَمَّا ارْتِفَاعُ مَرْكَزِ الْجِسْمِ فَلَا يَتَجَاوَزُ بِضْعَةَ سَنْتِيمِتْرَاتٍ.' },
    },
  ],
}

export const arch: Script = {
  audio,
  captions,
  beats: [
    {
      phrase: 'جسر من عظام',
      caption: {
        ar: 'قدمك قوس: عظامها مرتبة كحجارة جسر.',
        en: 'Your foot is an arch: its bones are set like the stones of a bridge.',
      },
      speech: { ar: 'قَدَمُكَ قَوْسٌ: عِظَامُهَا مُرَتَّبَةٌ كَحِجَارَةِ جِسْرٍ.' },
    },
    {
      phrase: 'رباط يشد الطرفين',
      caption: {
        ar: 'يشد طرفي القوس رباط متين تحت القدم، كالوتر.',
        en: 'A strong band under the foot ties the two ends, like a bowstring.',
      },
      speech: { ar: 'يَشُدُّ طَرَفَيِ الْقَوْسِ رِبَاطٌ مَتِينٌ تَحْتَ الْقَدَمِ، كَالْوَتَرِ.' },
    },
    {
      phrase: 'تحت الوزن ينخفض القوس',
      caption: {
        ar: 'عندما تحمل وزنك ينخفض القوس قليلًا ويتمدد الرباط.',
        en: 'Under your weight the arch sinks a little and the band stretches.',
      },
      speech: { ar: 'عِنْدَمَا تَحْمِلُ وَزْنَكَ يَنْخَفِضُ الْقَوْسُ قَلِيلًا وَيَتَمَدَّدُ الرِّبَاطُ.' },
    },
    {
      phrase: 'وعند الدفع يشتد',
      caption: {
        ar: 'وعندما يرتفع كعبك يشتد الرباط فتصبح القدم رافعة صلبة.',
        en: 'When your heel lifts, the band tightens and the foot becomes a firm lever.',
      },
      speech: { ar: 'وَعِنْدَمَا يَرْتَفِعُ كَعْبُكَ يَشْتَدُّ الرِّبَاطُ فَتُصْبِحُ الْقَدَمُ رَافِعَةً صُلْبَةً.' },
    },
    {
      phrase: 'لينة ثم صلبة',
      caption: {
        ar: 'لينة عند الهبوط، صلبة عند الدفع: قدم واحدة بوظيفتين.',
        en: 'Soft when landing, firm when pushing off: one foot, two tasks.',
      },
      speech: { ar: 'لَيِّنَةٌ عِنْدَ الْهُبُوطِ، صُلْبَةٌ عِنْدَ الدَّفْعِ: قَدَمٌ وَاحِدَةٌ بِوَظِيفَتَيْنِ.' },
    },
  ],
}
