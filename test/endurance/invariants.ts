// The invariants a run is held to, by name. Not here, because no run can show them: I14 (relabelled restricted lines,
// `test/core/laws`) and I18 (a graceful stop, `graceful-stop.test.ts`).

import * as state from './invariants-of-state.ts'
import * as outside from './invariants-of-the-outside.ts'
import type { Invariant, Scene, StateScene, Violation } from './scene.ts'

/** Cheap enough to be asked after every case; reports are read, and all is searched, at the end. */
const ofEveryMoment: readonly Invariant[] = [
  ...Object.values(state),
  outside.codeSentOnce,
  outside.callsAreBounded,
]
const ofTheEnd: readonly Invariant[] = [
  outside.reportsAreTrue,
  outside.sameSnapshotSameReport,
  outside.nothingLeaks,
]

/** @returns every violation, each told once. */
export async function checkInvariants(scene: Scene): Promise<Violation[]> {
  const asked = scene.over ? [...ofTheEnd, ...ofEveryMoment] : ofEveryMoment
  const violations: Violation[] = []
  for (const invariant of asked) violations.push(...(await invariant(scene)))
  const told = new Map(violations.map((each) => [Object.values(each).join(' '), each]))
  return [...told.values()]
}

/** What the database alone can tell. */
export async function checkState(scene: StateScene): Promise<Violation[]> {
  const violations: Violation[] = []
  for (const invariant of Object.values(state)) violations.push(...(await invariant(scene)))
  return violations
}
