// What every page of the portal does beyond links and forms. Elements say what they want by data attributes:
//   data-copy="text"        a button that copies it
//   data-opens="id"         a button that opens the dialog of that id
//   data-closes             a button that closes the dialog it is in
//   data-key="/"            a field or link that a key takes you to

const announce = (text) => {
  const notice = document.getElementById('notice')
  if (notice === null) return
  notice.replaceChildren(Object.assign(document.createElement('p'), { className: 'notice good', textContent: text }))
}

const copy = async (button) => {
  await navigator.clipboard.writeText(button.dataset.copy)
  const label = button.innerHTML
  button.textContent = 'Copied'
  setTimeout(() => { button.innerHTML = label }, 1500)
}

document.addEventListener('click', (event) => {
  const button = event.target.closest('button')
  if (button === null) return
  if (button.dataset.copy !== undefined) copy(button).catch(() => announce(button.dataset.copy))
  if (button.dataset.opens !== undefined) document.getElementById(button.dataset.opens)?.showModal()
  if (button.dataset.closes !== undefined) button.closest('dialog')?.close()
  if (button.classList.contains('menu-switch')) {
    const open = document.getElementById('menu').classList.toggle('open')
    button.setAttribute('aria-expanded', String(open))
  }
})

// The search over everything: what it finds is walked through by the arrows, and Ctrl-K leads to it even while one types

const search = document.querySelector('[data-finds]')
const found = document.getElementById('found-all')

const showFound = (shown) => { if (found !== null) found.hidden = !shown }

document.addEventListener('htmx:afterSwap', (event) => {
  if (event.detail.target === found) showFound(search.value.trim() !== '' && document.activeElement === search)
})

document.addEventListener('focusin', (event) => {
  if (found !== null && !event.target.closest('.find-all')) showFound(false)
})

document.addEventListener('pointerdown', (event) => {
  if (!event.target.closest('.find-all')) showFound(false)
})

document.addEventListener('keydown', (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k' && search !== null) {
    event.preventDefault()
    if (search.checkVisibility()) search.select()
    else location.href = '/find/'
    return
  }
  const form = event.target.closest?.('.find-all')
  if (!form || !['ArrowDown', 'ArrowUp', 'Escape'].includes(event.key)) return
  event.preventDefault()
  if (event.key === 'Escape') {
    search.focus()
    showFound(false)
    return
  }
  const stops = [search, ...found.querySelectorAll('a')]
  const step = event.key === 'ArrowDown' ? 1 : -1
  stops[(stops.indexOf(document.activeElement) + step + stops.length) % stops.length].focus()
})

const isTyping = (element) => element.matches('input, select, textarea, [contenteditable]')

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
  const wanted = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`)
  if (wanted === null) return
  event.preventDefault()
  if (wanted.matches('a, button')) wanted.click()
  else wanted.focus()
})
