export { agreeChannels } from './agree-channels.ts'
export {
  type CatalogRow,
  type CatalogVideoRow,
  type ChannelRow,
  findChannels,
  findVideos,
  type Presentation,
} from './catalog-store.ts'
export { changeAuthor, createAuthor } from './edit-author.ts'
export { changeChannel, createChannel, orderVideos, requireChannel, requireLanguage } from './edit-channel.ts'
export {
  findAuthors,
  findVideoRows,
  updateOrder as reorderChannel,
  type VideoRow,
} from './edit-store.ts'
export { addVideo, changeVideo, removeVideo, requireVideoRow } from './edit-video.ts'
export { illustrate } from './illustrate.ts'
export { keepPicture, removePictures } from './keep-picture.ts'
export { largestPictureBytes, readPicture } from './picture.ts'
export { requirePrice } from './price.ts'
export { publishChannel } from './publish.ts'
export { catalogReader } from './read-catalog.ts'
