// The validation sheet as titles, sentences and tables, once for every format.
import type { Interval } from '../../core/calibration/discrimination.ts'
import type { Performance } from '../../core/calibration/measure.ts'
import type { PartSheet, ValidationSheet } from '../../core/calibration/sheet.ts'
import { binTables } from './bin-tables.ts'
import { figure, percent } from './figures.ts'
import { method, provenance } from './method.ts'
import type { SheetPart } from './sheet-part.ts'
import { dropWords, exclusionWords, limitWords } from './words.ts'

export function sheetParts(sheet: ValidationSheet): SheetPart[] {
  return [
    summary(sheet),
    limitsPart(sheet),
    population(sheet),
    performance(sheet),
    reliabilityPart('Probabilities, development', sheet.development.performance),
    reliabilityPart('Probabilities, out of time', sheet.outOfTime.performance),
    gradesPart(sheet),
    coefficients(sheet),
    ...binTables(sheet),
    dropped(sheet),
    method(sheet),
    provenance(sheet),
  ]
}

function summary(sheet: ValidationSheet): SheetPart {
  const { scaling, outOfTime } = sheet
  return part('What this is', [
    `The scorecard ${sheet.card}, calibrated on outcomes of the product ${sheet.product}; bad is "${sheet.badDefinition}".`,
    `It uses ${sheet.characteristics.length} characteristics and gives ${sheet.lowest} to ${sheet.highest} points; higher is safer.`,
    `At ${scaling.base.score} points there are ${figure(scaling.base.odds)} goods for one bad; the odds double every ${figure(scaling.pointsToDoubleOdds)} points.`,
    `Out of time its area under the curve is ${interval(outOfTime.performance.auc)}.`,
  ])
}

function limitsPart({ limits }: ValidationSheet): SheetPart {
  return part(
    'Limits',
    limits.map((limit) => limitWords[limit]),
  )
}

function population(sheet: ValidationSheet): SheetPart {
  const { excluded, observedDays, rows } = sheet.population
  const left = Object.entries(excluded).map(([why, count]) => [
    wordOf(exclusionWords, why),
    String(count),
  ])
  const halves = [
    ['development', sheet.development] as const,
    ['out of time', sheet.outOfTime] as const,
  ]
  return {
    title: 'Population',
    sentences: [
      `${rows} outcomes were given. From a report to the end of its observation: ${observedDays.least} to ${observedDays.most} days, median ${observedDays.median}.`,
      `The card is drawn from reports before ${sheet.choices.outOfTimeFrom}, and checked on those from that day on, which had no part in it.`,
    ],
    tables: [
      { head: ['left out', 'rows'], rows: left },
      {
        head: ['sample', 'first report', 'last report', 'people', 'bads', 'share of bads'],
        rows: halves.map(([name, half]) => halfRow(name, half)),
      },
    ],
  }
}

function halfRow(name: string, { firstDay, lastDay, performance }: PartSheet): string[] {
  const { people, bads } = performance
  return [name, firstDay ?? '', lastDay ?? '', String(people), String(bads), percent(bads / people)]
}

function performance({ development, outOfTime, scoreStability }: ValidationSheet): SheetPart {
  const [early, late] = [development.performance, outOfTime.performance]
  const row = (name: string, of: (half: Performance) => string) => [name, of(early), of(late)]
  const tested = ({ hosmerLemeshow: test }: Performance) =>
    test === null
      ? 'too few classes'
      : `${figure(test.statistic)} (5 % beyond ${figure(test.critical)}, ${test.degrees} degrees)`
  return {
    title: 'Performance',
    sentences: [
      'Intervals are of 95 %: DeLong (1988) for the area, Gini from it; stratified percentile bootstrap for Kolmogorov–Smirnov and Brier; Poisson for observed over expected.',
      `Population stability index of the score, development to out of time: ${scoreStability === null ? 'none' : figure(scoreStability)}.`,
    ],
    tables: [
      {
        head: ['figure', 'development', 'out of time'],
        rows: [
          row('area under the curve', (half) => interval(half.auc)),
          row('Gini', (half) => interval(half.gini)),
          row('Kolmogorov–Smirnov', (half) => interval(half.ks)),
          row('Brier', (half) => interval(half.brier)),
          row('Brier of telling all the share of bads', (half) => figure(half.brierOfShare)),
          row('observed ÷ expected bads', (half) => interval(half.observedToExpected)),
          row('Hosmer–Lemeshow', tested),
        ],
      },
    ],
  }
}

function reliabilityPart(title: string, { reliability }: Performance): SheetPart {
  return {
    title,
    sentences: [
      'Classes of about as many people, by score; intervals of the observed share: Wilson (1927).',
    ],
    tables: [
      {
        head: [
          'score',
          'people',
          'bads',
          'expected',
          'observed share',
          'interval',
          'expected share',
        ],
        rows: reliability.map((one) => [
          `${one.lowestScore}–${one.highestScore}`,
          ...[String(one.people), String(one.bads), one.expected.toFixed(1)],
          percent(one.bads / one.people),
          `${percent(one.low)}–${percent(one.high)}`,
          percent(one.expected / one.people),
        ]),
      },
    ],
  }
}

function gradesPart({ grades }: ValidationSheet): SheetPart {
  return {
    title: 'Grades',
    sentences: [
      'Drawn by shares of the development people, for a risk team to move; a grade is no decision.',
    ],
    tables: [
      {
        head: [
          'grade',
          'from',
          'people',
          'share of bads',
          'people out of time',
          'share of bads out of time',
        ],
        rows: grades.map(({ grade, from, development, outOfTime }) => [
          ...[grade, String(from), String(development.people)],
          share(development),
          String(outOfTime.people),
          share(outOfTime),
        ]),
      },
    ],
  }
}

function coefficients(sheet: ValidationSheet): SheetPart {
  return {
    title: 'Coefficients',
    sentences: [
      `ln(goods ÷ bads) = ${figure(sheet.intercept)} + Σ coefficient × weight of evidence; log-likelihood ${sheet.logLikelihood.toFixed(2)}, ${sheet.iterations} iterations, ridge ${sheet.choices.settings.ridge}.`,
      'Every coefficient is above zero: a characteristic never works against its own bins.',
    ],
    tables: [
      {
        head: [
          'characteristic',
          'information value',
          'coefficient',
          'standard error',
          'z',
          'inflation',
          'stability',
        ],
        rows: sheet.characteristics.map((one) => [
          one.id,
          ...[one.informationValue, one.coefficient, one.standardError, one.z, one.inflation].map(
            figure,
          ),
          one.stability === null ? 'none' : figure(one.stability),
        ]),
      },
    ],
  }
}

function dropped(sheet: ValidationSheet): SheetPart {
  return {
    title: 'Not used',
    sentences: [`${sheet.dropped.length} figures were given and are not in the card.`],
    tables: [
      {
        head: ['figure', 'why', 'detail'],
        rows: sheet.dropped.map(({ indicator, why, detail }) => [
          indicator,
          dropWords[why],
          detail ?? '',
        ]),
      },
    ],
  }
}

function part(title: string, sentences: readonly string[]): SheetPart {
  return { title, sentences, tables: [] }
}

function wordOf(words: Readonly<Record<string, string>>, code: string): string {
  return words[code] ?? code
}

function share({ people, bads }: { readonly people: number; readonly bads: number }): string {
  return people === 0 ? 'nobody' : percent(bads / people)
}

function interval({ value, low, high }: Interval): string {
  return `${value.toFixed(4)} (${low.toFixed(4)}–${high.toFixed(4)})`
}
