// Every phrase of the rulebook found in every label, against a loop of RegExp over the same phrases: from
// labels as a bank sends them, and from labels folded before the clock starts. Run: node test/bench/matcher.ts
import { compileRuleset } from '../../src/core/categorisation/ruleset.ts'
import { buildAutomaton } from '../../src/core/matching/automaton.ts'
import { findLiterals, newHits, startsOf } from '../../src/core/matching/find.ts'
import { fold } from '../../src/core/matching/fold.ts'
import { newFound } from '../../src/core/matching/found.ts'
import type { Phrase } from '../../src/core/matching/phrase.ts'
import { newSheetReader } from '../../src/core/matching/sheet.ts'
import { applyUses, literalsOf, newHalves } from '../../src/core/matching/uses.ts'
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

/** Milliseconds to find all phrases in labels that lie folded on their sheets, and how many are found. */
function onFolded(phrases: readonly Phrase[], lines: readonly (readonly string[])[]) {
  const { literals, uses } = literalsOf(phrases)
  const automaton = buildAutomaton(literals, uses.from)
  const starts = startsOf(automaton, literals)
  const hits = newHits()
  const halves = newHalves(uses)
  const ids = newFound(phrases.length)
  const until = new Int32Array(lines.length)
  const sheets: { sheet: ReturnType<typeof newSheetReader>['sheet']; labels: number }[] = []
  for (let from = 0; from < lines.length; ) {
    const { sheet, read } = newSheetReader()
    const to = read(lines, from)
    sheets.push({ sheet, labels: to - from })
    from = to
  }
  let found = 0
  const ms = processorMs(() => {
    found = 0
    for (const { sheet, labels } of sheets) {
      findLiterals(automaton, starts, sheet, hits)
      applyUses(uses, sheet, labels, hits, halves, ids, until)
      found += ids.count
    }
  })
  return { ms, found }
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
  const folded = onFolded(phrases.phrases, lines)
  if (folded.found !== found)
    throw new Error(`${folded.found} phrases in folded labels, not ${found}`)
  const own = LABELS / ownMs
  const loop = LOOP_LABELS / loopMs
  const set = `${phrases.phrases.length} phrases of ${rules.length} rules, all ids found`
  const phrasesFound = `${(found / LABELS).toFixed(1)} phrases`
  const asked = (what: string, ms: number): Row => ({
    what,
    measured: `${perSecond(LABELS, ms)} labels/s`,
    yardstick: `asked for: ${WANTED.toLocaleString('en')} labels/s`,
    ratio: times((LABELS * 1000) / ms / WANTED),
    command: COMMAND,
  })
  return [
    {
      what: `labels as sent, folding included, ${set}`,
      measured: `${perSecond(LABELS, ownMs)} labels/s`,
      yardstick: `loop of RegExp over the same phrases: ${perSecond(LOOP_LABELS, loopMs)} labels/s`,
      ratio: times(own / loop),
      command: COMMAND,
    },
    asked(`labels as sent, folding included, ${phrasesFound} a label`, ownMs),
    asked(`the matcher alone, on folded labels, ${phrasesFound} a label`, folded.ms),
  ]
}

if (import.meta.main) console.table(await run())
