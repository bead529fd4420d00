// Requests to the portal, in the name of whoever is signed in. A refusal comes as a notice, and is shown as one.

export class Refused extends Error {}

const HEADERS = { 'HX-Request': 'true' }

export const tell = (text) => {
  const notice = document.createElement('p')
  notice.className = 'notice warn'
  notice.textContent = text
  show(notice)
}

const show = (notice) => {
  const place = document.getElementById('notice')
  place.replaceChildren(notice)
  place.scrollIntoView({ block: 'nearest' })
}

const take = async (response) => {
  if (response.status === 204) location.reload() // signed out: the page itself leads to signing in
  if (response.ok && response.status !== 204) return response.json()
  const notice = document.createElement('div')
  notice.innerHTML = await response.text()
  show(notice)
  throw new Refused(notice.textContent)
}

export const ask = async (path, query = {}) =>
  take(await fetch(`${path}?${new URLSearchParams(query)}`, { headers: HEADERS }))

export const post = async (path, token, fields = {}) =>
  take(await fetch(path, { method: 'POST', headers: HEADERS, body: new URLSearchParams({ token, ...fields }) }))
