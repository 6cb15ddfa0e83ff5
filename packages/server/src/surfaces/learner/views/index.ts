import type { Asset } from '../../../platform/html/index.ts'
import { courseStyles } from './course.tsx'
import { partsStyles } from './course-parts.tsx'
import { lessonScript, lessonStyles } from './lesson.tsx'
import { coursesStyles } from './my-courses.tsx'
import { occupiedStyles } from './occupied.tsx'
import { printScript, receiptStyles } from './receipt.tsx'
import { receiptsStyles } from './receipts.tsx'

export { coursePage } from './course.tsx'
export { type LessonPageProps, lessonPage } from './lesson.tsx'
export { myCoursesPage } from './my-courses.tsx'
export { occupiedPage } from './occupied.tsx'
export { receiptPage, type Seller } from './receipt.tsx'
export { receiptsPage } from './receipts.tsx'

/** What the pages of this surface link to. */
export const learnerAssets: Asset[] = [
  partsStyles,
  coursesStyles,
  courseStyles,
  lessonStyles,
  lessonScript,
  occupiedStyles,
  receiptsStyles,
  receiptStyles,
  printScript,
]
