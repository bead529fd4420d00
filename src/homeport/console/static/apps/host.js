// Opens the applications that a page shows.

import { Frame } from './frame.js'

// The page itself may be in a slider of another one
const slider = window.frameElement?.closest('dialog') ?? null

for (const place of document.querySelectorAll('[data-app]:not([data-built-in] *)')) {
  const heading = 'background' in place.dataset ? null : document.querySelector('[data-app-title]')
  const frame = new Frame(place, { heading, slider })
  frame.open().catch((error) => { place.textContent = `${place.dataset.title} could not be opened. ${error.message}` })
}
