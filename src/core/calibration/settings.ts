// What a calibration is told: each figure stands in the validation sheet, with why it is what it is.

export type CalibrationSettings = {
  /** Bad, and good, outcomes each half of the sample needs; fewer and there is no card. */
  readonly minimumBads: { readonly development: number; readonly outOfTime: number }
  /** Of the rarer outcome, for each coefficient (Peduzzi et al., 1996: ten). */
  readonly eventsPerCoefficient: number
  /** Fine classes before neighbours are joined. */
  readonly fineClasses: number
  readonly mostBins: number
  /** Of the rows with a figure. */
  readonly smallestBinShare: number
  /** Of each outcome in a bin; a state with fewer stands at the average. */
  readonly smallestBinCount: number
  /** Neighbouring bins that differ less (chi-square, 1 degree of freedom, 5 %) are one (Kerber, 1992). */
  readonly differenceChiSquare: number
  /** Below it a characteristic says too little. Siddiqi (2006) asks for 0.02; many weak ones together still tell. */
  readonly leastInformation: number
  readonly greatestCorrelation: number
  readonly greatestInflation: number
  /** Of a coefficient: |z| below it and the characteristic goes (1 %, two-sided: among a hundred that say nothing, one). */
  readonly leastZ: number
  readonly ridge: number
  readonly resamples: number
  readonly seed: number
  readonly classes: number
}

/**
 * 200 bads bound the standard error of the AUC at about 0.02 (Hanley and McNeil, 1982); trade practice asks for
 * 1,500 of each, and the sheet says so when there are fewer.
 */
export const defaultSettings: CalibrationSettings = {
  minimumBads: { development: 200, outOfTime: 50 },
  eventsPerCoefficient: 10,
  fineClasses: 20,
  mostBins: 8,
  smallestBinShare: 0.01,
  smallestBinCount: 10,
  differenceChiSquare: 3.841,
  leastInformation: 0.005,
  greatestCorrelation: 0.75,
  greatestInflation: 5,
  leastZ: 2.576,
  ridge: 1,
  resamples: 200,
  seed: 20261121,
  classes: 10,
}

export const USUAL_BADS = 1_500
