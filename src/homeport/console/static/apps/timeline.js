// What applications have added to the entries of a timeline, drawn as they describe it.

import { element } from './elements.js'
import { Frame } from './frame.js'
import { Layout, actionOf, text } from './layout.js'
import { Refused, post } from './server.js'
import { pageAt, slideApplication, slidePage } from './sliders.js'

const CHOSEN = ['width', 'leftBoundary', 'title']

// The application that described it, in a slider: told what it is about, and what it wanted to be told
const open = (place, { value, sliderParams }) => {
  const { appId, appName, context, token } = place.dataset
  const looks = CHOSEN.filter((name) => name in sliderParams).map((name) => [`bx24_${name}`, sliderParams[name]])
  const params = { ...value, ...JSON.parse(context), ...Object.fromEntries(looks) }
  slideApplication(appName, params, { app: appId, token }, (inside, settings) => new Frame(inside, settings))
}

// The application is told, and changes what it described. Until then nobody sets off the same again.
const tell = async (place, { id, actionParams, animationType }, pressed) => {
  const { appId, context, token } = place.dataset
  const about = JSON.parse(context)
  const [itemType, itemId] = 'activityId' in about ? [2, about.activityId] : [1, about.timelineId]
  const entry = place.closest('.entry')
  const busy = animationType === 'loader' ? entry : animationType === 'disable' ? pressed : null
  if (busy !== null) Object.assign(busy, { inert: true, ariaBusy: 'true' })
  try {
    const action = { itemType, itemId: Number(itemId), app: Number(appId), id, params: actionParams }
    await post(`${location.pathname.replace(/\/?$/, '/')}actions/`, token, { action: JSON.stringify(action) })
    if (busy !== null) await changed(entry.id, place.dataset.layout)
    document.dispatchEvent(new CustomEvent('app:reload-data'))
  } catch (error) {
    if (busy !== null) Object.assign(busy, { inert: false, ariaBusy: null })
    if (!(error instanceof Refused)) throw error // the person was told why
  }
}

const PAUSE = 1000
const LOOKS = 60

// Resolves once the entry looks otherwise than it did, or after a minute
const changed = async (id, before) => {
  for (let look = 0; look < LOOKS; look++) {
    const page = new DOMParser().parseFromString(await (await fetch(location.pathname)).text(), 'text/html')
    const now = page.getElementById(id)?.querySelector('[data-layout]')?.dataset.layout
    if (now !== before) return
    await new Promise((resolve) => setTimeout(resolve, PAUSE))
  }
}

const act = (place) => (id, action, event) => {
  if (action.type === 'openRestApp') open(place, action)
  if (action.type === 'restEvent') tell(place, action, event.currentTarget)
  const page = action.inner && !(event.ctrlKey || event.metaKey || event.shiftKey) ? pageAt(action.url.href) : null
  if (page !== null) {
    event.preventDefault()
    slidePage(page)
  }
}

const TAGS = { warning: 'warn', success: 'good', failure: 'bad', primary: '', secondary: '' }

// What somebody may press: a button, or a link. null where the action is none
const doing = (place, { title, action: given, type }, className) => {
  const action = actionOf(given)
  if (action === null) return null
  const looks = className ?? (type === 'primary' ? 'small' : 'second small')
  const made = action.type === 'redirect'
    ? element('a', { href: action.url.href, className: `button ${looks}`, ...(action.inner ? {} : { target: '_blank', rel: 'noopener noreferrer' }) })
    : element('button', { type: 'button', className: looks })
  made.textContent = text(title)
  made.addEventListener('click', (event) => act(place)(null, action, event))
  return made
}

const tag = (place, { title, type, action }) => {
  const className = `badge ${TAGS[type] ?? ''}`
  return doing(place, { title, action }, className) ?? element('span', { className, textContent: text(title) })
}

const values = (map) => Object.values(map ?? {})

// The whole of a configurable activity: its page says the title already
const drawWhole = (place, { header, body, footer }, blocks) => {
  const { menu, buttons } = footer ?? {}
  const heading = place.closest('.entry').querySelector('h3 a')
  const action = actionOf(header.titleAction)
  if (action !== null) {
    if (action.type === 'redirect') heading.href = action.url.href
    heading.addEventListener('click', (event) => {
      if (action.type !== 'redirect') event.preventDefault()
      act(place)(null, action, event)
    })
  }
  const actions = [
    ...values(buttons).map((each) => doing(place, each)),
    ...values(menu?.items).map((each) => doing(place, each, 'quiet small')),
    doing(place, { title: 'Open', action: body.logo.action }, 'quiet small')
  ].filter((each) => each !== null)
  return [
    element('p', { className: 'tags' }, ...values(header.tags).map((each) => tag(place, each))),
    blocks,
    element('div', { className: 'actions' }, ...actions)
  ]
}

const draw = (place) => {
  const { layout, deadline = '' } = place.dataset
  const described = JSON.parse(layout)
  const listener = { act: act(place), changed: () => {} }
  const blocks = new Layout(described.blocks ?? described.body?.blocks, listener, deadline).element
  place.replaceChildren(...('header' in described ? drawWhole(place, described, blocks) : [blocks]))
}

const drawEvery = () => { for (const place of document.querySelectorAll('[data-layout]:empty')) draw(place) }

drawEvery()
document.addEventListener('htmx:afterSettle', drawEvery)
