import { catalog } from './contentLicensing_catalog.ts'
import { contentAccessAuthorization } from './contentLicensing_contentAccessAuthorization.ts'
import { login } from './contentLicensing_login.ts'
import { videoAccess } from './contentLicensing_videoAccess.ts'
import type { Method } from './method.ts'

export { catalog, contentAccessAuthorization, login, videoAccess }

/** Every call of the API path, in the order a partner meets them. */
export const methods: readonly Method[] = [login, catalog, contentAccessAuthorization, videoAccess]
