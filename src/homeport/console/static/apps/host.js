// Opens the applications that a page shows.

import { commandsOf, size } from './field.js'
import { Frame } from './frame.js'
import { commandsOf as commandsOfForm } from './properties.js'

// The page of an application may be in a slider of another one. What else is on a page has no say in its slider.
const slider = window.frameElement?.closest('dialog') ?? null

for (const place of document.querySelectorAll('[data-app]:not([data-built-in] *)')) {
  const field = place.closest('[data-field]')
  const form = place.closest('[data-properties]')
  const heading = field !== null || form !== null || 'background' in place.dataset ? null : document.querySelector('[data-app-title]')
  const commands = field !== null ? commandsOf(field) : form !== null ? commandsOfForm(form) : undefined
  const frame = new Frame(place, { heading, slider: heading && slider, commands })
  frame.open()
    .then(() => { if (field !== null) size(field, frame) })
    .catch((error) => { place.textContent = `${place.dataset.title} could not be opened. ${error.message}` })
}
