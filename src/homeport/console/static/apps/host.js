// Opens the applications that a page shows.

import { Frame } from './frame.js'

for (const place of document.querySelectorAll('[data-app]')) {
  const frame = new Frame(place, { heading: document.querySelector('[data-app-title]') })
  frame.open().catch((error) => { place.textContent = `${place.dataset.title} could not be opened. ${error.message}` })
}
