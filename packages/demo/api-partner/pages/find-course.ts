import type { Channel } from '../catalog.ts'
import type { Visit } from '../visit.ts'

/** The course as it is sold at this moment; a busier shop would keep the catalog for a minute. */
export async function findCourse({ platform }: Visit, channelId: string | undefined): Promise<Channel | undefined> {
  const catalog = await platform.catalog()
  return catalog.find(({ idChannel }) => idChannel === channelId)
}
