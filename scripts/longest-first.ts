import { BaseSequencer, type TestSpecification } from 'vitest/node'

// Those that start programs or play films.
const long = /\/e2e\/|\/player\/|\.browser\.test\./

/** Puts the files that take longest first, so that no worker is left alone with one at the end. */
export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const isLong = ({ moduleId }: TestSpecification) => long.test(moduleId)
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))]
  }
}
