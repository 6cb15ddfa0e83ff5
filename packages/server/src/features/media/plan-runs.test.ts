import { expect, test } from 'vitest'
import { planRuns } from './plan-runs.ts'

const rung = (side: number, isDone = false) => ({ kind: 'video' as const, width: side * 2, height: side, isDone })
const other = (kind: 'audio' | 'pictures') => ({ kind, width: null, height: null, isDone: false })
const sides = (parts: Parameters<typeof planRuns>[0]) =>
  planRuns(parts).map((run) => run.map(({ kind, height }) => height ?? kind))

test('the first rung is made alone, a small one with the next, the largest by itself', () => {
  const parts = [rung(480), other('audio'), other('pictures'), rung(240), rung(720), rung(1080)]
  expect(sides(parts)).toEqual([[480], ['audio'], ['pictures'], [240, 720], [1080]])
})

test('what is done is not made again', () => {
  expect(sides([rung(480, true), other('audio'), rung(240, true), rung(720), rung(1080)])).toEqual([
    ['audio'],
    [720],
    [1080],
  ])
})
