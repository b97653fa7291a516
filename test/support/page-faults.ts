// What a page must have for everyone: one heading, labels, landmarks, contrast, no sideways scroll.
import type { Page } from 'playwright-core'

/** Runs in the page. Contrast as WCAG 2.2, 1.4.3: 4.5 for text, 3 for large or bold large text. */
const inspect = `(() => {
  const faults = []
  const all = (selector) => [...document.querySelectorAll(selector)]
  if (all('h1').length !== 1) faults.push('h1: ' + all('h1').length)
  if (!/^(fr|en)$/.test(document.documentElement.lang)) faults.push('lang')
  if (all('main').length !== 1) faults.push('main: ' + all('main').length)
  if (document.title.trim() === '') faults.push('no title')
  const levels = all('h1,h2,h3,h4').map((one) => Number(one.tagName[1]))
  levels.forEach((level, index) => {
    if (index > 0 && level > levels[index - 1] + 1) faults.push('heading skips to h' + level)
  })
  const ids = all('[id]').map((one) => one.id)
  if (new Set(ids).size !== ids.length) faults.push('an id twice')
  for (const field of all('input:not([type=hidden]),select,textarea')) {
    if (field.labels.length === 0 && !field.ariaLabel) faults.push('no label: ' + field.name)
  }
  for (const one of all('a,button,summary')) {
    if (one.textContent.trim() === '' && !one.ariaLabel) faults.push('no name: ' + one.tagName)
  }
  for (const group of all('fieldset')) {
    if (!group.querySelector('legend')?.textContent.trim()) faults.push('fieldset without legend')
  }
  const rgb = (text) => (text.match(/[\\d.]+/g) ?? []).map(Number)
  const luminance = ([r, g, b]) => [r, g, b]
    .map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0)
  const background = (one) => {
    for (let at = one; at; at = at.parentElement) {
      const color = rgb(getComputedStyle(at).backgroundColor)
      if (color.length === 3 || color[3] === 1) return color
    }
    return [255, 255, 255]
  }
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const seen = new Set()
  while (walker.nextNode()) {
    const one = walker.currentNode.parentElement
    if (walker.currentNode.data.trim() === '' || seen.has(one) || !one.checkVisibility()) continue
    seen.add(one)
    const style = getComputedStyle(one)
    const [light, dark] = [luminance(rgb(style.color)), luminance(background(one))].sort((a, b) => b - a)
    const ratio = (light + 0.05) / (dark + 0.05)
    const size = parseFloat(style.fontSize)
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700)
    if (ratio < (large ? 3 : 4.5)) faults.push('contrast ' + ratio.toFixed(2) + ': ' + one.tagName)
  }
  const root = document.documentElement
  if (root.scrollWidth > root.clientWidth) faults.push('scrolls sideways: ' + root.scrollWidth)
  return faults
})()`

export async function pageFaults(page: Page): Promise<string[]> {
  return await page.evaluate<string[]>(inspect)
}

/** Presses Tab until `selector` has the focus. @throws Error when it is never reached or not to be seen. */
export async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press('Tab')
    const focus = await page.evaluate<{ there: boolean; seen: boolean }>(
      `(() => { const one = document.activeElement; const style = getComputedStyle(one);
        return { there: one.matches(${JSON.stringify(selector)}),
          seen: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 } })()`,
    )
    if (!focus.there) continue
    if (!focus.seen) throw new Error(`the focus on ${selector} cannot be seen`)
    return
  }
  throw new Error(`${selector} is not reached with the keyboard`)
}
