// The widgets with the built-in interface on a card.

import { Panel } from './built_in.js'

const panels = [...document.querySelectorAll('[data-built-in]')].map((place) => new Panel(place))
const path = location.pathname.replace(/\/?$/, '/')
const running = () => panels.filter(({ isRunning }) => isRunning)

// The record was saved, here or in another window
new BroadcastChannel('saved').addEventListener('message', ({ data }) => {
  if (data !== path || running().length === 0) return
  for (const panel of running()) panel.tell('update')
  document.dispatchEvent(new CustomEvent('app:reload-data'))
})

// What is saved on the card itself leads to the card anew. While something is being done in a widget, the card stays.
document.addEventListener('htmx:beforeOnLoad', (event) => {
  if (event.target.matches('form.stages') && event.detail.xhr.status === 204 && running().length > 0) event.preventDefault()
})
