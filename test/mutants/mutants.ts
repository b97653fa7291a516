// The planted faults of `npm run test:mutants`: three in every folder of the core, each of which a test must kill.
import type { Mutant } from './mutant.ts'
import { ofFigures } from './of-figures.ts'
import { ofLines } from './of-lines.ts'
import { ofVerdicts } from './of-verdicts.ts'

export const mutants: readonly Mutant[] = [...ofLines, ...ofFigures, ...ofVerdicts]
