// Colours and patterns of the charts. A colour may be a stand-in for a pattern, so that two shares of a bar are told
// apart without colour too.

export const ink = {
  line: '#1b1f24',
  soft: '#57606a',
  hair: '#d8dee4',
  paper: '#ffffff',
  accent: '#0b57a4',
  bad: '#a40e26',
  good: '#0a5c2b',
} as const

/** Of each: the colour charts are given, and what is drawn in its place. */
export const patterns = {
  hatchBad: { standIn: '#a40e27', size: 6, shapes: [stroke('M0 6L6 0', '#a40e26', 1.4)] },
  hatchGood: { standIn: '#0a5c2c', size: 6, shapes: [stroke('M0 6L6 0', '#0a5c2b', 1.6)] },
  crossBad: {
    standIn: '#a40e28',
    size: 7,
    shapes: [stroke('M0 7L7 0', '#a40e26', 1.3), stroke('M0 0L7 7', '#a40e26', 1.3)],
  },
  dots: {
    standIn: '#57606b',
    size: 5,
    shapes: ['<circle cx="2.5" cy="2.5" r="0.9" fill="#57606a"/>'],
  },
} as const

export type PatternName = keyof typeof patterns
export const patternNames: readonly PatternName[] = ['hatchBad', 'hatchGood', 'crossBad', 'dots']

function stroke(path: string, colour: string, width: number): string {
  return `<path d="${path}" stroke="${colour}" stroke-width="${width}" fill="none"/>`
}
