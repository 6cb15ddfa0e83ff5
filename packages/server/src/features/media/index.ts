export { type FindMedia, mediaFinder } from './find-media.ts'
export { importMedia } from './import-media.ts'
export { assetPath, mediaFile, publicPath } from './media-files.ts'
export { removeLeftovers } from './remove-leftovers.ts'
