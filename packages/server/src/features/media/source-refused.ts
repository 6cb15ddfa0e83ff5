/** A file that cannot become a video, and why, in words for whoever uploaded it. */
export class SourceRefused extends Error {}
