// The words of a calibration's codes: why rows or figures are left out, what limits a card, why there is none.
import type { Refusal } from '../../core/calibration/calibrate.ts'
import type { Exclusion } from '../../core/calibration/population.ts'
import type { DropReason } from '../../core/calibration/select.ts'
import type { Limit } from '../../core/calibration/sheet.ts'

export const exclusionWords: Readonly<Record<Exclusion, string>> = {
  other_product: 'another product',
  other_bad_definition: 'another bad definition',
  observed_too_short: 'observed for too few days',
  indeterminate: 'indeterminate',
  refused: 'refused by the lender: what would have become of them is not known',
  withdrawn: 'withdrawn by the applicant',
}

export const dropWords: Readonly<Record<DropReason, string>> = {
  barred: 'barred from scores',
  only_informs: 'only informs: it has no direction',
  no_difference: 'people with it and without it do as well',
  against_its_direction: 'against its declared direction; information value the other way beside',
  says_too_little: 'says too little; information value beside',
  correlated: 'goes together with the one beside',
  collinear: 'said by the others together; inflation beside',
  too_few_bads_for_it: 'too few bads for so many characteristics',
  wrong_sign: 'works against its bins once the others are known; z beside',
  not_significant: 'adds nothing to the others; z beside',
}

export const limitWords: Readonly<Record<Limit, string>> = {
  accepted_only:
    'Drawn from accepted applicants only: of those refused nothing is known, and none is invented (no reject inference). Below the cut-off it speaks of people unlike them.',
  fewer_bads_than_usual:
    'Fewer than the 1,500 bads usual in the trade: the intervals are wide, and so is what the points could have been.',
  observation_varies:
    'People were observed for different lengths of time: the longer seen, the more bads. Give --least-days, or outcomes at one age.',
  very_informative_characteristic:
    'A characteristic has an information value above 0.5: make sure that it was known at the application, and not made by the outcome.',
  states_held_at_best:
    'People of whom a figure is not known, or found absent, did better than the best bin; the card gives them no more than that bin.',
  drops_out_of_time:
    'It tells goods from bads less well out of time than on the people it was drawn from.',
  probabilities_off_out_of_time:
    'Out of time there were more or fewer bads than it foretold: move the intercept to the book before its odds are used.',
  population_moved:
    'The people out of time are not those it was drawn from: a stability index is 0.1 or more.',
  order_broken_out_of_time:
    'Out of time the bins of a characteristic do not stand in the order of their points.',
}

/** One line with the way out. */
export function refusalText({ why, found, needed }: Refusal): string {
  const counted = `${found ?? 0} where ${needed ?? 0} are needed`
  switch (why) {
    case 'no_rows':
      return 'no card: no report of this product and bad definition is good or bad; look at --product and --bad-definition'
    case 'one_day_only':
      return 'no card: all reports are of one day, so that none is left to check it out of time; give reports of several months'
    case 'too_few_bads':
      return `no card: too few bads before the out-of-time day, ${counted}; wait for more outcomes, or join products`
    case 'too_few_goods':
      return `no card: too few goods before the out-of-time day, ${counted}; give the goods too`
    case 'too_few_bads_out_of_time':
      return `no card: too few bads to check it, ${counted}; give an earlier --out-of-time-from`
    case 'too_few_goods_out_of_time':
      return `no card: too few goods to check it, ${counted}; give an earlier --out-of-time-from`
    case 'nothing_tells':
      return 'no card: no figure tells goods from bads; look at the bad definition, and at the figures given'
    case 'scale_leaves_0_1000':
      return 'no card: with this scale scores leave 0 to 1000; give fewer --points-to-double, another --base, or neither'
  }
}
