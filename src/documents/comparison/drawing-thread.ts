// The thread that draws the comparison's charts: the library is heavy, and nobody else should carry it.
import { parentPort } from 'node:worker_threads'
import { drawPicture } from '../charts/draw.ts'
import { type DrawnPairs, type PairCharts, pairsPicture } from './pictures.ts'

parentPort?.on('message', ({ words, scores, grades }: PairCharts) => {
  const drawn: DrawnPairs = {
    scores: drawPicture('scores', pairsPicture(words, scores)),
    grades: drawPicture('grades', pairsPicture(words, grades)),
  }
  parentPort?.postMessage(drawn)
})
