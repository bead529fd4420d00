// The reference as static files: a list is filtered here, since no server searches it.

const filter = document.querySelector('[data-filters]')

const show = () => {
  const list = document.getElementById(filter.dataset.filters)
  const words = filter.querySelector('input').value.toLowerCase().split(/[^\w@]+/).filter(Boolean)
  list.hidden = words.length === 0
  for (const line of list.querySelectorAll('li')) {
    const text = line.textContent.toLowerCase()
    line.hidden = !words.every((word) => text.includes(word))
  }
}

if (filter !== null) {
  filter.addEventListener('input', show)
  filter.addEventListener('submit', (event) => event.preventDefault())
}
