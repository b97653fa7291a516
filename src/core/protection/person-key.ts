// What makes two names one person's: their words in any order, titles aside.
import { fold } from '../matching/fold.ts'

export function keyOfName(words: readonly string[]): string {
  return [...words].sort().join(' ')
}

const FEWEST = 2
const MOST = 6

/** A name as others may write it: all of its words, or two and more of them (second first names are left out). */
export function waysToWrite(name: string): string[][] {
  const words = [...new Set(fold(name).split(' '))].slice(0, MOST)
  let ways: string[][] = [[]]
  for (const word of words) ways = ways.flatMap((way) => [way, [...way, word]])
  return ways.filter((way) => way.length >= FEWEST)
}
