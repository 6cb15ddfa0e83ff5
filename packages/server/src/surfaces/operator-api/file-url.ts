/** Where a picture or trailer can be seen; empty where there is none. */
export function fileUrl(path: string): string {
  return path === '' ? '' : `/files/${path}`
}
