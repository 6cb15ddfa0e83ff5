import type { Log } from '../platform/log.ts'

const lookEveryMs = 500

/** Stops once, at the first signal; with `withParent`, also when the process that started us is gone. */
export function stopWhenTold(stop: () => Promise<void>, { log, withParent }: { log: Log; withParent: boolean }): void {
  let isStopping = false
  const onTold = () => {
    if (isStopping) return
    isStopping = true
    stop().then(
      () => process.exit(0),
      (error) => {
        log.error({ err: error }, 'could not stop cleanly')
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', onTold)
  process.on('SIGINT', onTold)
  // npm hands a signal to the shell it runs us in, and not every shell hands it on.
  if (withParent) watchParent(onTold)
}

function watchParent(onGone: () => void): void {
  const parent = process.ppid
  setInterval(() => process.ppid !== parent && onGone(), lookEveryMs).unref()
}
