// `nonante banks`: which banks are known, what is known of one, and whether a configured one can be reached.

import { openBerlinGroup } from '../banks/berlin-group/open.ts'
import { type CheckStep, checkOrigin, done } from '../banks/check-step.ts'
import type { BankConfig } from '../banks/directory.ts'
import { readPem } from '../banks/key-material.ts'
import { openLinxo } from '../banks/linxo/open.ts'
import { livePlace, testPlace } from '../banks/linxo/profile.ts'
import { searchBanks } from '../banks/search.ts'
import { checkStet } from '../banks/stet/check.ts'
import { findKnownBank, type KnownBank, knownBanks } from '../banks/stet/profiles/all.ts'
import { factNames } from '../banks/stet/profiles/facts.ts'
import { readConfig } from '../config.ts'
import { AppError } from '../errors.ts'
import { type Clock, systemClock } from '../runtime/clock.ts'
import { callbackPath, readBanksFile } from '../wiring/banks.ts'

/** A line for each bank with a profile whose name, group or country has every word. */
export function list(words: readonly string[]): void {
  const known = knownBanks.map(({ profile, establishment: { id, name, brands } }) => ({
    ...{ id, name, brands, group: profile.group, country: profile.country },
    obstacle: profile.obstacles[0],
  }))
  const lines = searchBanks(known, words.join(' ')).map(
    ({ id, name, group, country, obstacle }) => {
      const more = obstacle === undefined ? '' : `  (not yet: ${obstacle})`
      return `${id.padEnd(24)} ${name}, ${group}, ${country}${more}`
    },
  )
  if (lines.length > 0) print(lines.join('\n'))
}

/** @throws AppError `unknown_bank` */
export function show(id: string): void {
  const { profile, establishment }: KnownBank = findKnownBank(id) ?? unknown(id)
  const { authorizeUrl, tokenUrl, apiUrl } = profile.addresses(establishment)
  const missing = 'not documented: addresses in banks.yaml'
  const told = factNames.map((name) => {
    const { text, source } = profile.facts[name]
    return `  ${name.padEnd(12)} ${text === null ? 'not documented' : `${text} [${source}]`}`
  })
  const lines = [
    `${id}: ${establishment.name}, ${profile.group}, ${profile.country}`,
    `  customers    ${authorizeUrl ?? missing}`,
    `  tokens       ${tokenUrl ?? missing}`,
    `  data         ${apiUrl ?? missing}`,
    ...profile.obstacles.map((obstacle) => `  cannot be connected yet: ${obstacle}`),
    ...told,
  ]
  print(lines.join('\n'))
}

/** One line for each step; exit code 1 after the first that fails. @throws AppError */
export async function check(id: string): Promise<void> {
  const config = readConfig()
  if (config.banksFile === null) {
    throw new AppError('configuration_invalid', 'NONANTE_BANKS is not set: the path of banks.yaml')
  }
  const baseUrl = config.baseUrl ?? `http://localhost:${config.port}`
  const input = { redirectUri: baseUrl + callbackPath(id), clock: systemClock }
  for await (const { name, ok, detail } of stepsOf(id, readBanksFile(config.banksFile), input)) {
    print(`${ok ? 'ok    ' : 'FAILED'} ${name}: ${detail}`)
    if (!ok) process.exitCode = 1
  }
}

type Input = { readonly redirectUri: string; readonly clock: Clock }

function stepsOf(id: string, file: Partial<BankConfig>, input: Input): AsyncIterable<CheckStep> {
  const stet = file.banks?.find((each) => each.id === id)
  if (stet) return checkStet({ config: stet, ...input })
  const linxo = file.linxo?.find((each) => each.id === id)
  if (linxo) return checkLinxo(linxo, input.clock)
  const berlinGroup = file.berlinGroup?.find((each) => each.id === id)
  if (berlinGroup) return checkBerlinGroup(berlinGroup, input.clock)
  return unknown(id)
}

const limits = { connectMs: 10_000 }

/** No certificate of ours is shown: the secret is proved by the first customer. */
async function* checkLinxo(
  config: NonNullable<BankConfig['linxo']>[number],
  clock: Clock,
): AsyncGenerator<CheckStep> {
  const { bank, client } = openLinxo({ clock }, config)
  await client.close()
  yield done('configuration', `${bank.listing.name}, ${config.environment}`)
  const { tokenUrl, apiBase, widgetUrl } = config.environment === 'test' ? testPlace : livePlace
  yield* checkOrigins([tokenUrl, apiBase, widgetUrl], {})
}

async function* checkBerlinGroup(
  config: NonNullable<BankConfig['berlinGroup']>[number],
  clock: Clock,
): AsyncGenerator<CheckStep> {
  const { bank, client } = openBerlinGroup({ clock }, config)
  await client.close()
  yield done('configuration', `${bank.listing.name}, NextGenPSD2, ${config.sca}`)
  const text = (field: 'certificate' | 'key', source: string) =>
    readPem({ bank: config.id, field }, source)
  yield* checkOrigins([config.apiUrl], {
    certificate: text('certificate', config.certificate),
    key: text('key', config.key),
    ...(config.authority === undefined
      ? {}
      : { authority: readPem({ bank: config.id, field: 'authority' }, config.authority) }),
  })
}

async function* checkOrigins(
  urls: readonly string[],
  tls: Parameters<typeof checkOrigin>[1],
): AsyncGenerator<CheckStep> {
  for (const origin of new Set(urls.map((url) => new URL(url).origin))) {
    const step = await checkOrigin(origin, tls, limits)
    yield step
    if (!step.ok) return
  }
}

function unknown(id: string): never {
  throw new AppError(
    'unknown_bank',
    `No bank ${id} here: "nonante banks list" names those with a profile, banks.yaml those configured.`,
  )
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
