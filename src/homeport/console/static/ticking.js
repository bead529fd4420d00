// Stopwatches that run: each shows the seconds that had passed when the page came, and those since.

const began = performance.now()

const two = (number) => String(number).padStart(2, '0')

const tick = () => {
  const since = Math.floor((performance.now() - began) / 1000)
  for (const each of document.querySelectorAll('[data-ticks]')) {
    const seconds = Number(each.dataset.ticks) + since
    const text = `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
    if (each.textContent !== text) each.textContent = text
  }
}

if (document.querySelector('[data-ticks]')) setInterval(tick, 1000)
