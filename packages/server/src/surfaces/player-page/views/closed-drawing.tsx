import type { JSX } from 'preact'
import type { ClosedReason } from './closed-reason.ts'

const strokes: Record<ClosedReason, { ink: string; accent: string }> = {
  // An hourglass run through.
  expired: {
    ink: 'M19 10h26M19 54h26M22 10c0 12 10 15 10 22S22 42 22 54M42 10c0 12-10 15-10 22s10 10 10 22',
    accent: 'M26 50q6-6 12 0M32 37v5',
  },
  // A chain whose links have parted.
  invalid: {
    ink: 'M27 40l-5 5a8.5 8.5 0 0 1-12-12l8-8a8.5 8.5 0 0 1 12 0M37 24l5-5a8.5 8.5 0 0 1 12 12l-8 8a8.5 8.5 0 0 1-12 0',
    accent: 'M24 17l-2-6M17 21l-6-2M40 47l2 6M47 43l6 2',
  },
  // A closed door with its keyhole.
  revoked: { ink: 'M18 54V16a4 4 0 0 1 4-4h20a4 4 0 0 1 4 4v38M12 54h40', accent: 'M32 30a3.5 3.5 0 1 1 .01 0v8' },
  // An empty frame where the film should be.
  unavailable: {
    ink: 'M10 16h44v32H10zM18 16v32M46 16v32M10 24h8M10 32h8M10 40h8M46 24h8M46 32h8M46 40h8',
    accent: 'M27 27l10 10M37 27L27 37',
  },
  // A clock.
  // Two screens, and a third one asking.
  occupied: {
    ink: 'M8 12h20v14H8zM36 12h20v14H36zM18 26v5M46 26v5M13 31h10M41 31h10',
    accent: 'M20 38h24v15H20zM32 53v5M26 58h12',
  },
  busy: { ink: 'M32 11a21 21 0 1 1-.01 0', accent: 'M32 20v12l8 5' },
}

/** A line drawing of the reason; it only illustrates what the heading says. */
export function ClosedDrawing({ reason }: { reason: ClosedReason }): JSX.Element {
  const { ink, accent } = strokes[reason]
  return (
    <svg class="drawing" viewBox="0 0 64 64" aria-hidden="true">
      <path d={ink} />
      <path class="accent" d={accent} />
    </svg>
  )
}
