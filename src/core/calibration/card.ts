// A calibrated scorecard as a file of rules/scorecards/, with the words it needs and the rulebook that bears it.
import type { Bilingual, ReasonTexts } from '../flags/reason-texts.ts'
import { indicatorCatalogue } from '../indicators/index.ts'
import type { Pillar } from '../scoring/score.ts'
import { pillars } from '../scoring/score.ts'
import type { Scorecard } from '../scoring/scorecard.ts'
import type { CharacteristicPoints, Scaled } from './scale.ts'

type Base = Scorecard['characteristics'][number]

export type CardCell = {
  readonly from: number | null
  readonly to: number | null
  readonly points: number
  readonly reason: string
  readonly woe: number
}
export type CardCharacteristic = {
  readonly id: string
  readonly indicator: string
  readonly pillar: Pillar
  readonly monotone: 'increasing' | 'decreasing'
  readonly actionable: boolean
  readonly bins: readonly CardCell[]
  readonly noneFound: CardCell
  readonly missing: CardCell
}

export type Card = {
  readonly id: string
  readonly product: string
  readonly badDefinition: string
  readonly scaled: Scaled
  readonly minimum: Scorecard['minimum']
  readonly grades: Scorecard['grades']
  readonly characteristics: readonly CardCharacteristic[]
  /** Of the inputs and settings it came from: the sheet's. */
  readonly calibrationHash: string
  /** Reasons and characteristics the rulebook has no words for yet. */
  readonly words: {
    readonly reasons: ReadonlyMap<string, Bilingual>
    readonly characteristics: ReadonlyMap<string, Bilingual>
  }
}

export type CardHead = Pick<
  Card,
  'id' | 'product' | 'badDefinition' | 'minimum' | 'grades' | 'calibrationHash'
>
/** The rulebook a card is to join: its card tells pillars and words, where it has the indicator. */
export type Joined = {
  readonly scorecard: Scorecard
  readonly texts: ReasonTexts
  readonly nameOf: (indicator: string) => Bilingual
}

export function draftCard(head: CardHead, scaled: Scaled, joined: Joined): Card {
  const reasons = new Map<string, Bilingual>()
  const names = new Map<string, Bilingual>()
  const characteristics = scaled.characteristics.map((one) => {
    const { indicator } = one.binning
    const base = joined.scorecard.characteristics.find((other) => other.indicator === indicator)
    const id = base?.id ?? indicator
    const name = joined.nameOf(indicator)
    if (!joined.texts.characteristics.has(id)) names.set(id, asPhrase(name))
    const speak = (level: Level) => {
      const code = `${id}_${level}`
      if (!joined.texts.reasons.has(code)) reasons.set(code, wordsOf(level, name))
      return code
    }
    return draftCharacteristic(one, id, base, speak)
  })
  const order = (one: CardCharacteristic) => pillars.indexOf(one.pillar)
  return {
    ...head,
    scaled,
    // a stable sort: within a pillar, the most informative first
    characteristics: characteristics.sort((a, b) => order(a) - order(b)),
    words: { reasons, characteristics: names },
  }
}

type Level = 'favourable' | 'average' | 'unfavourable' | 'unknown'

function draftCharacteristic(
  { binning, points }: CharacteristicPoints,
  id: string,
  base: Base | undefined,
  speak: (level: Level) => string,
): CardCharacteristic {
  const { bins, noneFound, missing } = binning
  const best = Math.max(...points.slice(0, bins.length))
  const worst = Math.min(...points)
  const levelOf = (given: number): Level => {
    const share = best === worst ? 1 : (given - worst) / (best - worst)
    if (share >= 1) return 'favourable'
    return share >= 0.5 ? 'average' : 'unfavourable'
  }
  const cells = bins.map(({ from, woe }, index): CardCell => {
    const to = bins[index + 1]?.from ?? null
    const given = points[index] ?? 0
    const reason = base === undefined ? null : reasonWithin(base, from, to)
    return { from, to, points: given, reason: reason ?? speak(levelOf(given)), woe }
  })
  const state = (index: number, woe: number, reason: string | undefined): CardCell => ({
    ...{ from: null, to: null, points: points[bins.length + index] ?? 0, woe },
    reason: reason ?? speak('unknown'),
  })
  return {
    id,
    indicator: binning.indicator,
    pillar: base?.pillar ?? pillarOf(binning.indicator),
    monotone: binning.direction,
    actionable: base?.actionable ?? false,
    bins: cells,
    noneFound: state(0, noneFound.woe, base?.special.none_found.reason),
    missing: state(1, missing.woe, base?.missing.reason),
  }
}

/** The words of a bin of the card before are true of a bin inside it, and of no other. */
function reasonWithin(base: Base, from: number | null, to: number | null): string | null {
  const lowest = from ?? Number.NEGATIVE_INFINITY
  const highest = to ?? Number.POSITIVE_INFINITY
  const holder = base.bins.find(
    (bin) =>
      (bin.from ?? Number.NEGATIVE_INFINITY) <= lowest &&
      highest <= (bin.to ?? Number.POSITIVE_INFINITY),
  )
  return holder?.reason ?? null
}

/** By the group the catalogue lists an indicator under. */
function pillarOf(indicator: string): Pillar {
  const group = indicatorCatalogue.find(({ id }) => id === indicator)?.group
  switch (group) {
    case 'resources':
      return 'resources'
    case 'debt':
    case 'charges':
      return 'commitments'
    case 'conduct':
      return 'account_conduct'
    case 'reserves':
    case 'flows':
    case undefined:
      return 'reserves_and_trend'
  }
}

function wordsOf(level: Level, { fr, en }: Bilingual): Bilingual {
  switch (level) {
    case 'favourable':
      return { fr: `${fr} : le niveau le plus favorable.`, en: `${en}: the most favourable level.` }
    case 'average':
      return { fr: `${fr} : un niveau intermédiaire.`, en: `${en}: a level in between.` }
    case 'unfavourable':
      return { fr: `${fr} : un niveau défavorable.`, en: `${en}: an unfavourable level.` }
    case 'unknown':
      return { fr: `${fr} : rien n'a pu être mesuré.`, en: `${en}: nothing could be measured.` }
  }
}

function asPhrase({ fr, en }: Bilingual): Bilingual {
  const lower = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)
  return { fr: lower(fr), en: lower(en) }
}
