import type { ChannelText } from '../manifest.ts'

const salma = '66f1a2c04be19d0037a1c004'

export const step: ChannelText = {
  id: '66f1a2d14be19d0037b20003',
  slug: 'handasat-al-khutwa',
  language: 'ar',
  title: 'هندسة الخطوة: كيف يمشي الجسم',
  subtitle: 'ثلاثة دروس قصيرة عن المشي',
  htmlDescription:
    '<p>نمشي كل يوم ولا نرى كم هو دقيق ما نفعله. تشرح هذه الدروس، <em>برسوم متحركة</em>، كيف تتعاون العظام والأربطة في كل خطوة.</p><ul><li>دورة الخطوة</li><li>الجسم كبندول مقلوب</li><li>قوس القدم</li></ul><p>لا تحتاج إلى معرفة سابقة.</p>',
  authors: [salma],
  priceMinor: 3900,
  currency: 'EUR',
  lessons: [
    {
      id: '66f1a2e24be19d0037c30301',
      slug: 'dawrat-al-khutwa',
      title: 'دورة الخطوة',
      subtitle: 'متى تحمل القدم ومتى تطير',
      htmlDescription: '<p>خطوة واحدة بالحركة البطيئة: <em>ستون في المئة</em> على الأرض وأربعون في الهواء، تقريبًا.</p>',
      durationSeconds: 36,
      authors: [salma],
      audio: ['ar'],
      captions: ['ar', 'en'],
    },
    {
      id: '66f1a2e24be19d0037c30302',
      slug: 'al-bandul-al-maqlub',
      title: 'البندول المقلوب',
      subtitle: 'كيف يوفر المشي الجهد',
      htmlDescription: '<p>يتبادل <em>الارتفاع والسرعة</em> الطاقة في كل خطوة، كما في البندول، لكنه مقلوب.</p>',
      durationSeconds: 38,
      authors: [salma],
      audio: ['ar'],
      captions: ['ar', 'en'],
    },
    {
      id: '66f1a2e24be19d0037c30303',
      slug: 'qaws-al-qadam',
      title: 'قوس القدم',
      subtitle: 'لينة عند الهبوط، صلبة عند الدفع',
      htmlDescription: '<p>عظام القدم قوس، ورباط باطنها <em>وتر</em>. معًا يحملان الوزن ثم يدفعانه إلى الأمام.</p>',
      durationSeconds: 38,
      authors: [salma],
      audio: ['ar'],
      captions: ['ar', 'en'],
    },
  ],
}
