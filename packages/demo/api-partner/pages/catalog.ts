import type { Outcome } from '../reply.ts'
import { catalogPage } from '../views/catalog.ts'
import type { Visit } from '../visit.ts'

export async function showCatalog(visit: Visit): Promise<Outcome> {
  return { status: 200, page: catalogPage(visit, await visit.platform.catalog()) }
}
