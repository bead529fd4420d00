// Calls that somebody keeps by a name: in this browser, for this portal, and nowhere else.

const KEY = 'homeport-calls'
const place = document.getElementById('saved-calls')
const list = place.querySelector('ul')
const form = document.querySelector('[data-runs]')

const kept = () => {
  try {
    const found = JSON.parse(localStorage.getItem(KEY) ?? '{}')
    return found !== null && typeof found === 'object' && !Array.isArray(found) ? found : {}
  } catch {
    return {}
  }
}

const keep = (calls) => {
  localStorage.setItem(KEY, JSON.stringify(calls))
  draw()
}

const remove = (name) => {
  const calls = kept()
  delete calls[name]
  keep(calls)
}

const entry = ([name, call]) => {
  const item = document.createElement('li')
  const link = document.createElement('a')
  link.href = `/developer/builder/?method=${encodeURIComponent(call.method)}#call=${encodeURIComponent(name)}`
  link.textContent = name
  const method = document.createElement('span')
  method.className = 'soft mono'
  method.textContent = ` ${call.method} `
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'quiet small'
  button.textContent = 'Remove'
  button.ariaLabel = `Remove ${name}`
  button.onclick = () => remove(name)
  item.append(link, method, button)
  return item
}

const draw = () => list.replaceChildren(...Object.entries(kept()).map(entry))

// What the address asks for; a link to a call of the method that is shown loads no page
const fill = () => {
  const name = new URLSearchParams(location.hash.slice(1)).get('call')
  const call = name === null ? undefined : kept()[name]
  if (call === undefined || call.method !== form.elements.method.value) return
  if ([...form.elements.as.options].some((each) => each.value === call.as)) form.elements.as.value = call.as
  form.elements.params.value = call.params
  form.elements.params.dispatchEvent(new Event('input', { bubbles: true }))
}

place.hidden = false
place.querySelector('form').addEventListener('submit', (event) => {
  event.preventDefault()
  const name = event.target.elements.name.value.trim()
  if (name === '') return
  const { method, as, params } = form.elements
  keep({ ...kept(), [name]: { method: method.value, as: as.value, params: params.value } })
  event.target.reset()
})
addEventListener('hashchange', fill)
draw()
fill()
