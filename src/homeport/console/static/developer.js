// Pages for developers:
//   form[data-confirm]      asks before it is sent
//   form[data-runs]         is sent by Ctrl+Enter
//   tbody[data-follow]      gets the log's rows as they come, from an address that sends them

const asked = new WeakSet()

document.addEventListener('submit', (event) => {
  const form = event.target
  if (form.dataset.confirm === undefined || asked.has(form)) return
  event.preventDefault()
  const dialog = document.getElementById('confirm')
  dialog.querySelector('p').textContent = form.dataset.confirm
  dialog.querySelector('.danger').onclick = () => {
    dialog.close()
    asked.add(form)
    form.requestSubmit()
    asked.delete(form)
  }
  dialog.showModal()
})

document.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
  const form = event.target.closest('form[data-runs]')
  if (form === null) return
  event.preventDefault()
  form.requestSubmit()
})

// choosing a method of the list chooses it: no further click
document.getElementById('method')?.addEventListener('input', (event) => {
  if (event.target.getAttribute('list') === null) return
  const options = [...event.target.list.options]
  const chosen = event.inputType === 'insertReplacementText' || event.inputType === undefined
  if (chosen && options.some((option) => option.value === event.target.value)) event.target.form.requestSubmit()
})

const MOST_LINES = 200
const lines = document.querySelector('[data-follow]')

const show = (html) => {
  const row = document.createElement('template')
  row.innerHTML = html
  const arrived = row.content.firstElementChild
  arrived.classList.add('new')
  lines.prepend(arrived)
  while (lines.rows.length > MOST_LINES) lines.rows[lines.rows.length - 1].remove()
  document.getElementById('none').hidden = true
}

const follow = () => {
  const button = document.getElementById('follow')
  const told = document.getElementById('following')
  let source = null
  const begin = () => {
    source = new EventSource(lines.dataset.follow)
    source.onopen = () => {
      told.textContent = 'Following'
      told.classList.add('dot')
    }
    source.onmessage = (event) => show(event.data)
    source.onerror = () => {
      const over = source.readyState === EventSource.CLOSED
      told.textContent = over ? 'No longer following. Load the page again.' : 'The server does not answer. Trying again.'
      told.classList.remove('dot')
    }
    button.textContent = 'Pause'
    button.setAttribute('aria-pressed', 'true')
  }
  const pause = () => {
    source.close()
    source = null
    told.textContent = 'Paused'
    told.classList.remove('dot')
    button.textContent = 'Follow'
    button.setAttribute('aria-pressed', 'false')
  }
  button.hidden = false
  button.onclick = () => (source === null ? begin() : pause())
  begin()
}

if (lines !== null) follow()
