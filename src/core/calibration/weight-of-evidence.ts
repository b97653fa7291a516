// Weight of evidence and information value of the cells of one characteristic.

export type Count = { readonly goods: number; readonly bads: number }

/** Added to each count of a cell, so that an empty one has a weight too. */
const SMOOTHING = 0.5

/**
 * ln((goods ÷ all goods) ÷ (bads ÷ all bads)), above zero where it is safer than the average; half a person is added
 * to both counts of the cell, and as many to the totals as there are cells.
 */
export function weightOfEvidence(cell: Count, total: Count, cells: number): number {
  const goods = (cell.goods + SMOOTHING) / (total.goods + SMOOTHING * cells)
  const bads = (cell.bads + SMOOTHING) / (total.bads + SMOOTHING * cells)
  return Math.log(goods / bads)
}

/** Sum over the cells of (share of goods − share of bads) × weight; nothing for a cell nobody is in. */
export function informationValue(cells: readonly Count[], total: Count): number {
  const filled = cells.filter(({ goods, bads }) => goods + bads > 0)
  return filled.reduce((sum, cell) => {
    const difference = cell.goods / total.goods - cell.bads / total.bads
    return sum + difference * weightOfEvidence(cell, total, filled.length)
  }, 0)
}

export function sumOf(cells: readonly Count[]): Count {
  return cells.reduce(
    (sum, { goods, bads }) => ({ goods: sum.goods + goods, bads: sum.bads + bads }),
    { goods: 0, bads: 0 },
  )
}
