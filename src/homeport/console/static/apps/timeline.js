// What applications have added to the entries of a timeline, drawn as they describe it.

import { Frame } from './frame.js'
import { Layout } from './layout.js'
import { pageAt, slideApplication, slidePage } from './sliders.js'

const CHOSEN = ['width', 'leftBoundary', 'title']

// The application that described it, in a slider: told what it is about, and what it wanted to be told
const open = (place, { value, sliderParams }) => {
  const { appId, appName, context, token } = place.dataset
  const looks = CHOSEN.filter((name) => name in sliderParams).map((name) => [`bx24_${name}`, sliderParams[name]])
  const params = { ...value, ...JSON.parse(context), ...Object.fromEntries(looks) }
  slideApplication(appName, params, { app: appId, token }, (inside, settings) => new Frame(inside, settings))
}

const act = (place) => (id, action, event) => {
  if (action.type === 'openRestApp') open(place, action)
  const page = action.inner && !(event.ctrlKey || event.metaKey || event.shiftKey) ? pageAt(action.url.href) : null
  if (page !== null) {
    event.preventDefault()
    slidePage(page)
  }
}

const draw = (place) => {
  const { layout, deadline = '' } = place.dataset
  place.replaceChildren(new Layout(JSON.parse(layout).blocks, { act: act(place), changed: () => {} }, deadline).element)
}

const drawEvery = () => { for (const place of document.querySelectorAll('[data-layout]:empty')) draw(place) }

drawEvery()
document.addEventListener('htmx:afterSettle', drawEvery)
