// What script adds to the applicant's pages, all of which work without it: a search that answers while one types,
// a progress that moves by itself, and no form sent twice.

/** As `foldName` of the server does: lower case, letters without accents and digits, one space for all else. */
const fold = (text) =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replace(/[^a-z0-9]+/g, ' ')

/** As the server does: 0: the words are whole ones of the bank's names; 1: begin them; 2: are elsewhere; 3: are not there. */
const rankOf = (words, text) => {
  const [own] = text.split('/')
  if (words.every((word) => ` ${own} `.includes(` ${word} `))) return 0
  if (words.every((word) => ` ${own}`.includes(` ${word}`))) return 1
  return words.every((word) => text.includes(word)) ? 2 : 3
}

const searchWhileTyping = (field, list) => {
  const banks = [...list.children]
  const told = document.getElementById('found')
  const buttons = () => banks.filter(({ hidden }) => !hidden).map((bank) => bank.firstElementChild)
  const order = () => [...list.children].filter(({ hidden }) => !hidden)

  field.addEventListener('input', () => {
    const words = fold(field.value).split(' ').filter(Boolean)
    const ranked = banks.map((bank, at) => ({ bank, at, rank: rankOf(words, bank.dataset.find) }))
    ranked.sort((one, other) => one.rank - other.rank || one.at - other.at)
    for (const { bank, rank } of ranked) {
      bank.hidden = rank === 3
      list.append(bank)
    }
    const count = buttons().length
    const [none, one, many] = [told.dataset.none, told.dataset.one, told.dataset.many]
    told.textContent = count === 0 ? none : count === 1 ? one : many.replace('{}', String(count))
  })
  // the list is already what was asked for: on to its first bank
  field.form.addEventListener('submit', (event) => {
    event.preventDefault()
    order()[0]?.firstElementChild.focus()
  })
  const move = (event) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    const stops = [field, ...order().map((bank) => bank.firstElementChild)]
    const next = stops.indexOf(document.activeElement) + (event.key === 'ArrowDown' ? 1 : -1)
    if (next < 0 || next >= stops.length) return
    event.preventDefault()
    stops[next].focus()
  }
  field.addEventListener('keydown', move)
  list.addEventListener('keydown', move)
}

const ASK_EVERY_MS = 1000

/** The words that changed are put in their place; another page is gone to. */
const followProgress = () => {
  const ask = async () => {
    const response = await fetch('/journey', { cache: 'no-store' }).catch(() => null)
    if (response?.ok) {
      const next = new DOMParser().parseFromString(await response.text(), 'text/html')
      const here = document.querySelector('main[data-page=progress]')
      const there = next.querySelector('main[data-page=progress]')
      const lives = (main) => [...(main?.querySelectorAll('[data-live]') ?? [])]
      const [shown, fresh] = [lives(here), lives(there)]
      if (!there || shown.length !== fresh.length) return location.replace('/journey')
      shown.forEach((one, at) => {
        if (one.textContent !== fresh[at].textContent) one.textContent = fresh[at].textContent
      })
    }
    setTimeout(ask, ASK_EVERY_MS)
  }
  setTimeout(ask, ASK_EVERY_MS)
}

const sendOnce = (form) => {
  form.addEventListener('submit', (event) => {
    if (form.dataset.sent) event.preventDefault()
    form.dataset.sent = 'yes'
  })
}

const field = document.getElementById('q')
const list = document.getElementById('banks')
if (field && list) searchWhileTyping(field, list)
if (document.querySelector('main[data-waits]')) followProgress()
for (const form of document.querySelectorAll('form[method=post]')) sendOnce(form)
// come back to by the back button: what was sent may be asked again, and the server says whether it still stands
addEventListener('pageshow', ({ persisted }) => {
  if (persisted) location.reload()
})
