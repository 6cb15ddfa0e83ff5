export { agreeChannels } from './agree-channels.ts'
export { type CatalogRow, type CatalogVideoRow, findChannels, findVideos, type Presentation } from './catalog-store.ts'
export { publishChannel } from './publish.ts'
export { catalogReader } from './read-catalog.ts'
