import type { Asset } from '../../platform/html/index.ts'
import { pageScope } from '../../platform/http/page-scope.ts'
import type { HttpApp } from '../../platform/http/server.ts'
import type { Log } from '../../platform/log.ts'
import { coursePages } from './courses.ts'
import { type LessonContext, lessonPages } from './lesson.ts'
import { type ReceiptsContext, receiptPages } from './receipts.ts'
import { learnerAssets } from './views/index.ts'

/** What a learner has: My Courses, the lessons, the receipts. */
export function learnerSurface(app: HttpApp, ctx: LessonContext & ReceiptsContext & { log: Log }): { assets: Asset[] } {
  pageScope(app, ctx, (scope) => {
    coursePages(scope, ctx)
    lessonPages(scope, ctx)
    receiptPages(scope, ctx)
  })
  return { assets: learnerAssets }
}
