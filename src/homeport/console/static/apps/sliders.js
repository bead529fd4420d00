// Sliders: an application's page, or one of the portal, over the page that is open.

import { element, newId } from './elements.js'

const DONE = []
const NOT_AVAILABLE = { result: 'error', errorCode: 'PATH_NOT_AVAILABLE' }
const CLOSED = { result: 'close' }
const MOST = 10 // one over another: more are an application gone wild

// The documented paths that lead to a page here
const PAGES = /^\/(crm\/(lead|deal|contact|company|quote)\/details\/\d+|crm\/type\/\d+\/details\/\d+|company\/personal\/user\/\d+|marketplace(\/view\/[\w.-]+)?)\/$/

// Resolves once it is closed. fill: given the place, the heading, and the dialog
const slide = (title, size, fill) => new Promise((resolve) => {
  if (document.querySelectorAll('dialog.slider').length >= MOST) return
  const id = newId()
  const heading = element('h2', { id, textContent: title })
  const close = element('button', { type: 'button', className: 'second small', textContent: 'Close' })
  const place = element('div', { className: 'app' })
  const dialog = element('dialog', { className: 'slider', 'aria-labelledby': id }, element('div', { className: 'slider-top' }, heading, close), place)
  if (size.width > 0) dialog.style.width = `min(${size.width}px, 100vw)`
  else if (size.left > 0) dialog.style.width = `calc(100vw - ${size.left}px)`
  close.addEventListener('click', () => dialog.close())
  const emptied = fill(place, heading, dialog)
  dialog.addEventListener('close', () => {
    emptied()
    dialog.remove()
    resolve()
  })
  document.body.append(dialog)
  dialog.showModal()
})

// An application's page. from: its id and the form token; make: its frame, given the place and its settings
export const slideApplication = (title, params, { app, token }, make) => {
  const size = { width: Number.parseInt(params.bx24_width), left: Number.parseInt(params.bx24_leftBoundary) }
  return slide(String(params.bx24_title ?? title), size, (place, heading, slider) => {
    const options = { ...params, IFRAME: 'Y', IFRAME_TYPE: 'SIDE_SLIDER' }
    Object.assign(place.dataset, { app, widget: '0', options: JSON.stringify(options), token })
    const opened = make(place, { heading, slider })
    opened.open().catch(() => slider.close())
    return () => opened.close()
  })
}

// The application once more, with parameters of its own
export const openApplication = async (frame, params) => {
  await slideApplication(frame.launch.title, params, frame, (place, settings) => frame.another(place, settings))
  return DONE
}

// The address of a page that may be opened; null for others
export const pageAt = (path) => {
  const url = URL.canParse(path, location.origin) ? new URL(path, location.origin) : null
  return url?.origin === location.origin && PAGES.test(url.pathname) ? url : null
}

// The page has its title in it: the slider says it to those alone who hear what they are in
export const slidePage = (url) => slide('', {}, (place, heading) => {
  heading.className = 'hidden-label'
  const shown = element('iframe', { src: url.href, title: 'Page of the portal' })
  shown.addEventListener('load', () => { heading.textContent = shown.contentDocument?.title.replace(/ · Homeport$/, '') ?? '' })
  place.append(shown)
  return () => shown.remove()
})

// A page of the portal
export const openPath = async (frame, { path }) => {
  const url = pageAt(path)
  if (url === null) return NOT_AVAILABLE
  for (const [name, value] of [['from', 'rest_placement'], ['from_app', frame.launch.client_id], ['IFRAME', 'Y'], ['IFRAME_TYPE', 'SIDE_SLIDER']]) {
    url.searchParams.set(name, value)
  }
  await slidePage(url)
  return CLOSED
}
