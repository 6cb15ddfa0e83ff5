const lookEveryMs = 500

/** Stops once, at the first signal; a program that npm started also stops when npm is gone. */
export function stopWhenTold(stop: () => Promise<void>, report: (error: unknown) => void): void {
  let isStopping = false
  const onTold = () => {
    if (isStopping) return
    isStopping = true
    stop().then(
      () => process.exit(0),
      (error) => {
        report(error)
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', onTold)
  process.on('SIGINT', onTold)
  if (process.env['npm_lifecycle_event'] !== undefined) watchParent(onTold)
}

// npm hands a signal to the shell it runs us in, and not every shell hands it on.
function watchParent(onGone: () => void): void {
  const parent = process.ppid
  setInterval(() => process.ppid !== parent && onGone(), lookEveryMs).unref()
}
