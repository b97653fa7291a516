// The same 300 rules and the same labels, end to end in each: our own from rule text to categorised lines,
// hledger's CSV rules, json-rules-engine, a loop of RegExp. Run: node test/bench/peers.ts
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Engine } from 'json-rules-engine'
import { categorise } from '../../src/core/categorisation/categorise.ts'
import { RULE_FOLDER } from '../../src/core/categorisation/read-rules.ts'
import { compileRuleset } from '../../src/core/categorisation/ruleset.ts'
import { prepare } from '../../src/core/statement/prepare.ts'
import { ruleFiles } from '../support/rule-files.ts'
import { account, line, statement } from '../support/statements.ts'
import { perSecond, processorMs, times } from './processor.ts'
import type { Row } from './row.ts'

const COMMAND = 'node test/bench/peers.ts'
const RULES = 300
/** Slow tools are given the first of the same labels: a rate is what is compared. */
const LABELS = { own: 20_000, loop: 5000, hledger: 4000, engine: 600 }
/** The least issue 3 asks for, against hledger and json-rules-engine. */
const WANTED = 100

/** Plain whole words out of our own rules, spread over all of them. */
function chooseWords(): string[] {
  const { phrases } = compileRuleset(ruleFiles()).phrases
  const plain = phrases.flatMap(({ anchored, pieces }) =>
    !anchored && pieces.length === 1 && /^ [A-Z0-9 ]{5,} $/.test(pieces[0] ?? '')
      ? [(pieces[0] ?? '').trim()]
      : [],
  )
  const apart = Math.floor(plain.length / RULES)
  return plain.filter((_, index) => index % apart === 0).slice(0, RULES)
}

/** One label in five holds none of the words; each has a number of its own. */
function labelsOf(words: readonly string[]): string[] {
  const heads = ['CARTE 03/10', 'PRLV SEPA', 'VIR SEPA EMIS /BEN', 'CB']
  return Array.from({ length: LABELS.own }, (_, i) => {
    const name = i % 5 === 0 ? 'QSDF WXCV' : words[i % words.length]
    return `${heads[i % heads.length]} ${name} NANTES ${i}`
  })
}

/** For one word or several, as every tool takes it: nothing of a word may stand beside it. */
function patternOf(words: string): string {
  return `(^|[^A-Z0-9])${words}([^A-Z0-9]|$)`
}

type Measured = {
  readonly lines: number
  readonly ms: number
  readonly matched: readonly boolean[]
}

function runOwn(words: readonly string[], labels: readonly string[]): Measured {
  const others = [...ruleFiles()].filter(([path]) => !path.startsWith(RULE_FOLDER))
  const rules = words.map(
    (word, i) =>
      `- id: peer.r${i}\n  category: living.groceries\n  words: [${JSON.stringify(word)}]\n`,
  )
  const files = new Map([...others, [`${RULE_FOLDER}fr/peers.yaml`, rules.join('')]])
  const sent = statement([account(labels.map((label) => line('2026-03-01', -12, label)))])
  let matched: boolean[] = []
  const ms = processorMs(() => {
    const lines = categorise(prepare(sent), compileRuleset(files))
    matched = lines.map(({ rule }) => rule?.startsWith('peer.') ?? false)
  }, 5)
  return { lines: labels.length, ms, matched }
}

function runLoop(words: readonly string[], labels: readonly string[]): Measured {
  let matched: boolean[] = []
  const ms = processorMs(() => {
    const patterns = words.map((word) => new RegExp(patternOf(word), 'i'))
    matched = labels.map((label) => patterns.some((pattern) => pattern.test(label)))
  }, 3)
  return { lines: labels.length, ms, matched }
}

async function runEngine(words: readonly string[], labels: readonly string[]): Promise<Measured> {
  const engine = new Engine()
  engine.addOperator<string, RegExp>('matches', (label, pattern) => pattern.test(label))
  words.forEach((word, i) => {
    const value = new RegExp(patternOf(word), 'i')
    engine.addRule({
      conditions: { all: [{ fact: 'label', operator: 'matches', value }] },
      event: { type: `r${i}` },
    })
  })
  const matched: boolean[] = []
  const start = process.cpuUsage()
  for (const label of labels) matched.push((await engine.run({ label })).events.length > 0)
  const { user, system } = process.cpuUsage(start)
  return { lines: labels.length, ms: (user + system) / 1000, matched }
}

/** @returns null when hledger is not installed. */
function runHledger(words: readonly string[], labels: readonly string[]): Measured | null {
  if (spawnSync('hledger', ['--version']).error !== undefined) return null
  const folder = mkdtempSync(join(tmpdir(), 'nonante-peers-'))
  try {
    const csv = join(folder, 'lines.csv')
    writeFileSync(csv, labels.map((label) => `2026-03-01,${label},-12.00\n`).join(''))
    const rules = words.map((word, i) => `if ${patternOf(word)}\n  account2 matched:r${i}\n\n`)
    const start = 'fields date, description, amount\naccount1 bank\naccount2 unmatched\n\n'
    writeFileSync(`${csv}.rules`, start + rules.join(''))
    // `times` tells the processor time of the shell's children
    const command = 'hledger -f "$0" print -O csv && times'
    const printed = execFileSync('sh', ['-c', command, csv], {
      encoding: 'utf8',
      env: { PATH: process.env.PATH, LANG: 'C.UTF-8' },
      maxBuffer: 1 << 28,
    })
    const accounts = printed
      .split('\n')
      .flatMap((row) => /"(matched|unmatched)/.exec(row)?.[1] ?? [])
    const [minutes, user, more, system] = (printed.trimEnd().split('\n').at(-1) ?? '')
      .split(/[ms ]+/)
      .map(Number)
    const ms = ((minutes ?? 0) * 60 + (user ?? 0) + (more ?? 0) * 60 + (system ?? 0)) * 1000
    return { lines: labels.length, ms, matched: accounts.map((name) => name === 'matched') }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

export async function run(): Promise<Row[]> {
  const words = chooseWords()
  const labels = labelsOf(words)
  const own = runOwn(words, labels)
  const peers: [string, Measured | null, boolean][] = [
    ['hledger CSV rules, print', runHledger(words, labels.slice(0, LABELS.hledger)), true],
    [
      'json-rules-engine, engine reused',
      await runEngine(words, labels.slice(0, LABELS.engine)),
      true,
    ],
    [
      `loop of ${RULES} RegExp, first that matches`,
      runLoop(words, labels.slice(0, LABELS.loop)),
      false,
    ],
  ]
  return peers.map(([name, peer, asked]): Row => {
    const measured = `${perSecond(own.lines, own.ms)} lines/s`
    const what = `${words.length} rules, compile + prepare + categorise`
    if (peer === null)
      return {
        what,
        measured,
        yardstick: `${name}: skipped, no Debian package hledger here`,
        ratio: '',
        command: COMMAND,
      }
    if (peer.matched.length !== peer.lines || peer.matched.some((hit, i) => hit !== own.matched[i]))
      throw new Error(`${name} does not match the labels our own rules match`)
    const matched = peer.matched.filter(Boolean).length
    const limit = asked ? `; asked for: ${WANTED} ×` : ''
    return {
      what: `${what} (${own.lines.toLocaleString('en')} lines)`,
      measured,
      yardstick: `${name}: ${perSecond(peer.lines, peer.ms)} lines/s, ${matched} of ${peer.lines} matched in both${limit}`,
      ratio: times(own.lines / own.ms / (peer.lines / peer.ms)),
      command: COMMAND,
    }
  })
}

if (import.meta.main) console.table(await run())
