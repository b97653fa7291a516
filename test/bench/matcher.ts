// The matcher alone, every phrase of the rulebook found in every label, against a loop of RegExp over
// the same phrases. Run: node test/bench/matcher.ts
import { compileRuleset } from '../../src/core/categorisation/ruleset.ts'
import { fold } from '../../src/core/matching/fold.ts'
import type { Phrase } from '../../src/core/matching/phrase.ts'
import { ruleFiles } from '../support/rule-files.ts'
import { benchLabels } from './labels.ts'
import { perSecond, processorMs, times } from './processor.ts'
import type { Row } from './row.ts'

const COMMAND = 'node test/bench/matcher.ts'
const LABELS = 20_000
/** The loop is a thousand times slower: fewer labels say the same. */
const LOOP_LABELS = 100
/** The least issue 3 asks for. */
const WANTED = 2_000_000

/** The phrase as its author would write it for a folded label between two spaces. */
function patternOf({ text, anchored }: Phrase): RegExp {
  const pieces = text.replace(/^\^/, '').split(/\s\*\s/)
  const bodies = pieces.map((piece) => {
    const openStart = piece.startsWith('*')
    const openEnd = piece.length > 1 && piece.endsWith('*')
    const words = fold(piece).replaceAll('+', '\\+')
    return `${openStart ? '' : '(?<= )'}${words}${openEnd ? '' : '(?= )'}`
  })
  return new RegExp(`${anchored ? '^ (?:[0-9]+ )*' : ''}${bodies.join('.*?')}`)
}

export async function run(): Promise<Row[]> {
  const { phrases, rules } = compileRuleset(ruleFiles())
  const labels = benchLabels(LABELS)
  const lines = labels.map((label) => [label])
  const few = labels.slice(0, LOOP_LABELS)
  const patterns = phrases.phrases.map(patternOf)
  let found = 0
  let looped = 0
  const ownMs = processorMs(() => {
    found = 0
    phrases.matchAll(lines, ({ foundCount }) => {
      found += foundCount
    })
  })
  const loopMs = processorMs(() => {
    looped = 0
    for (const label of few) {
      const text = ` ${fold(label)} `
      for (const pattern of patterns) if (pattern.test(text)) looped++
    }
  }, 2)
  const same = few.reduce((sum, label) => sum + phrases.match([label]).foundCount, 0)
  if (same !== looped) throw new Error(`the loop found ${looped} phrases, the automaton ${same}`)
  const own = LABELS / ownMs
  const loop = LOOP_LABELS / loopMs
  const set = `${phrases.phrases.length} phrases of ${rules.length} rules, all ids found`
  return [
    {
      what: `matcher, ${set}`,
      measured: `${perSecond(LABELS, ownMs)} labels/s`,
      yardstick: `loop of RegExp over the same phrases: ${perSecond(LOOP_LABELS, loopMs)} labels/s`,
      ratio: times(own / loop),
      command: COMMAND,
    },
    {
      what: `matcher, phrases found a label: ${(found / LABELS).toFixed(1)}`,
      measured: `${perSecond(LABELS, ownMs)} labels/s`,
      yardstick: `asked for: ${WANTED.toLocaleString('en')} labels/s`,
      ratio: times((own * 1000) / WANTED),
      command: COMMAND,
    },
  ]
}

if (import.meta.main) console.table(await run())
