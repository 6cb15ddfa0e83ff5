/** A path in its one spelling, with no slash at its ends. It must name something inside the storage. */
export function storagePath(path: string): string {
  const parts = path.replace(/\/$/, '').split('/')
  if (parts.some((part) => part === '' || part === '.' || part === '..' || /[\\\0]/.test(part))) {
    throw new Error('a storage path must stay inside the storage')
  }
  return parts.join('/')
}
