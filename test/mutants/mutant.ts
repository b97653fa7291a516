// A planted fault: one text of one file, and what stands there instead.

export type Mutant = {
  /** Below `src/core`. */
  readonly file: string
  /** Occurs once in the file. */
  readonly from: string
  readonly to: string
  /** The fault in plain words. */
  readonly what: string
}

export function folderOf({ file }: Mutant): string {
  return file.split('/')[0] ?? ''
}

/** @throws when the text to change is not there exactly once: the mutant is stale. */
export function plant(mutant: Mutant, text: string): string {
  const times = text.split(mutant.from).length - 1
  if (times !== 1) throw new Error(`${mutant.file}: "${mutant.from}" is there ${times} times`)
  return text.replace(mutant.from, () => mutant.to)
}
