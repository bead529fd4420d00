// Opens the applications that a page shows.

import { Frame } from './frame.js'

for (const place of document.querySelectorAll('[data-app]:not([data-built-in] *)')) {
  const heading = 'background' in place.dataset ? null : document.querySelector('[data-app-title]')
  const frame = new Frame(place, { heading })
  frame.open().catch((error) => { place.textContent = `${place.dataset.title} could not be opened. ${error.message}` })
}
