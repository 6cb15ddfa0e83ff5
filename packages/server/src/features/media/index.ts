export { type FindMedia, type Media, mediaFinder } from './find-media.ts'
export { importMedia } from './import-media.ts'
export { assetPath, mediaFile, publicPath } from './media-files.ts'
