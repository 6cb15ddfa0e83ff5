import type { FindVisitor } from '../../features/identity/index.ts'
import { type Course, findClaimable, findCourse, findCourses } from '../../features/licensing/index.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/open.ts'
import { AppError } from '../../platform/errors.ts'
import { pageLocale } from '../../platform/http/page-locale.ts'
import type { HttpApp } from '../../platform/http/server.ts'
import { refuseOtherMethods } from '../../platform/http/strangers.ts'
import type { Site } from '../../platform/pages/index.ts'
import { isId } from './is-id.ts'
import { requireVisitor } from './require-visitor.ts'
import { coursePage, myCoursesPage } from './views/index.ts'

export interface CoursesContext {
  db: Database
  clock: Clock
  findVisitor: FindVisitor
  site: Site
}

/** My Courses and the page of each. */
export function coursePages(scope: HttpApp, ctx: CoursesContext): void {
  const { site } = ctx
  scope.get('/my-courses', async (request, reply) => {
    const visitor = await requireVisitor(ctx, request)
    const locale = pageLocale(request, reply)
    const asked = { accountId: visitor.accountId, now: ctx.clock.now() }
    const [courses, claimable] = await Promise.all([findCourses(ctx.db, asked), findClaimable(ctx.db, asked)])
    return myCoursesPage({ site, locale, url: request.url, visitor, courses, claimable: claimable.length })
  })
  refuseOtherMethods(scope, '/my-courses', ['GET', 'HEAD'])

  scope.get<{ Params: { channelId: string } }>('/my-courses/:channelId', async (request, reply) => {
    const visitor = await requireVisitor(ctx, request)
    const locale = pageLocale(request, reply)
    const course = await requireCourse(ctx, visitor.accountId, request.params.channelId)
    return coursePage({ site, locale, url: request.url, visitor, course })
  })
  refuseOtherMethods(scope, '/my-courses/:channelId', ['GET', 'HEAD'])
}

/** A course of the account; what it never had is as unknown as what nobody has. */
export async function requireCourse(
  { db, clock }: { db: Database; clock: Clock },
  accountId: string,
  channelId: string,
): Promise<Course> {
  const course = isId(channelId) ? await findCourse(db, { accountId, channelId, now: clock.now() }) : undefined
  if (!course) throw new AppError('NotFound')
  return course
}
