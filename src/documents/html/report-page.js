// Runs in the underwriter's page: finds, filters and sorts its lines, opens what a link leads to, takes a line into the
// form that corrects it. Nothing is fetched and nothing is kept; without it the page says the same.
;(() => {
  const byId = (id) => document.getElementById(id)
  const table = document.querySelector('table.lines')
  const tools = byId('tools')
  if (!table || !tools) return
  const body = table.tBodies[0]
  const rows = [...body.rows]
  const plain = (text) =>
    text
      .toLowerCase()
      .normalize('NFD')
      .replace(/[\u0300-\u036f\u00a0\u202f]/g, '')
  const texts = rows.map((row) => plain(row.textContent))
  const [word, category, kind, account] = ['text', 'category', 'kind', 'account'].map((name) =>
    byId(`tool-${name}`),
  )
  const count = byId('tool-count')

  const isKind = {
    all: () => true,
    in: (row) => Number(row.cells[3].dataset.sort) > 0,
    out: (row) => Number(row.cells[3].dataset.sort) < 0,
    unknown: (row) => row.cells[4].dataset.category.startsWith('uncategorized'),
    outside: (row) => row.classList.contains('out'),
  }

  function filter() {
    const words = plain(word.value).split(/\s+/).filter(Boolean)
    let shown = 0
    rows.forEach((row, index) => {
      row.hidden = !(
        words.every((one) => texts[index].includes(one)) &&
        (category.value === '' || row.cells[4].dataset.category === category.value) &&
        (account.value === '' || row.cells[6].textContent === account.value) &&
        isKind[kind.value](row)
      )
      if (!row.hidden) shown += 1
    })
    count.textContent = `${shown} / ${rows.length} ${count.dataset.of}`
  }
  tools.addEventListener('input', filter)
  tools.addEventListener('submit', (event) => event.preventDefault())
  tools.addEventListener('reset', () => setTimeout(filter))

  const sortValue = (row, column) => {
    const cell = row.cells[column]
    const value = cell.dataset.sort ?? cell.textContent
    return column === 0 || column === 3 ? Number(value) : value
  }
  const heads = [...table.tHead.rows[0].cells]
  heads.forEach((head, column) => {
    const button = document.createElement('button')
    button.type = 'button'
    button.textContent = head.textContent
    button.title = tools.dataset.sortBy + head.textContent.toLowerCase()
    head.replaceChildren(button)
    button.addEventListener('click', () => {
      const down = head.ariaSort === 'ascending'
      for (const other of heads) other.ariaSort = null
      head.ariaSort = down ? 'descending' : 'ascending'
      const sorted = [...rows].sort((a, b) => {
        const [x, y] = [sortValue(a, column), sortValue(b, column)]
        const order = typeof x === 'number' ? x - y : x.localeCompare(y)
        return down ? -order : order
      })
      body.append(...sorted)
    })
  })

  // a line that a figure rests on is shown whatever is filtered
  function reveal() {
    const target = location.hash.length > 1 ? byId(location.hash.slice(1)) : null
    if (!target) return
    if (target.hidden) tools.reset()
    for (let one = target.parentElement; one; one = one.parentElement) {
      if (one.tagName === 'DETAILS') one.open = true
    }
    target.hidden = false
    target.scrollIntoView({ block: target.tagName === 'TR' ? 'center' : 'start' })
  }
  addEventListener('hashchange', reveal)

  const numbers = byId('correct-lines')
  if (numbers && 'correct' in table.dataset) {
    for (const row of rows) {
      const button = document.createElement('button')
      button.type = 'button'
      button.className = 'take'
      button.textContent = numbers.dataset.take
      button.setAttribute('aria-label', `${numbers.dataset.take} ${row.cells[0].textContent}`)
      button.addEventListener('click', () => {
        const chosen = numbers.value.split(/[\s,;]+/).filter(Boolean)
        const number = row.cells[0].textContent
        numbers.value = [...new Set([...chosen, number])].join(', ')
        numbers.closest('details').open = true
        numbers.focus()
      })
      row.cells[4].append(' ', button)
    }
  }
  for (const form of document.querySelectorAll('form[method=post]')) {
    form.addEventListener('submit', () => {
      for (const button of form.querySelectorAll('button')) button.disabled = true
    })
  }

  tools.hidden = false
  filter()
  reveal()
})()
