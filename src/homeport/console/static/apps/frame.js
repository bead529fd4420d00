// An application's page in a frame, and the conversation with it.

import { COMMANDS, UNANSWERED } from './commands.js'
import { element } from './elements.js'
import { answer, parse } from './messages.js'
import { Refused, post, tell } from './server.js'

// What an application may do. It keeps its own site's name, and that is never the portal's.
const SANDBOX = [
  'allow-scripts', 'allow-same-origin', 'allow-forms', 'allow-modals', 'allow-downloads', 'allow-popups',
  'allow-popups-to-escape-sandbox'
].join(' ')

const open = new Set()

const PATIENCE = 5000 // milliseconds that a page by HTTP may take within one by HTTPS before it is said what may be wrong

window.addEventListener('message', (event) => {
  for (const frame of open) if (frame.isFrom(event)) frame.hear(event.data)
})

export class Frame {
  // place: the element that the page shows itself in, with data-app, data-widget, data-title, data-options, data-token
  // heading: where its title stands; slider: what closes it, when it is open in one; commands: those of the place alone
  constructor (place, { heading = null, slider = null, commands = new Map() } = {}) {
    this.place = place
    this.heading = heading
    this.slider = slider
    this.commands = commands
    this.app = place.dataset.app
    this.token = place.dataset.token
  }

  async open () {
    this.close()
    const { widget, robot = '', options } = this.place.dataset
    const uri = location.pathname + location.search
    this.launch = await this.post('open', { widget, robot, options, uri })
    if (!this.place.isConnected) return // the slider was closed meanwhile: without a frame, a window of its own would open
    this.data = this.launch.data
    this.keep(this.launch.data)
    this.element = element('iframe', { name: this.launch.name, title: this.launch.title, sandbox: SANDBOX })
    this.place.replaceChildren(this.element)
    open.add(this)
    this.#submit()
    this.#watch()
  }

  // Some browsers refuse pages by HTTP even from this machine, and show nothing then. A page that has come is out of reach
  #watch () {
    const { element, launch } = this
    if (location.protocol !== 'https:' || !launch.origin.startsWith('http:')) return
    setTimeout(() => {
      if (element.isConnected && element.contentDocument !== null) {
        tell(`${launch.title} has not opened yet. It comes by HTTP, from ${launch.origin}, and some browsers show no such page within one by HTTPS. Open the portal by HTTP too, or give the application an address by HTTPS.`)
      }
    }, PATIENCE)
  }

  another (place, settings) {
    return new Frame(place, settings)
  }

  close () {
    open.delete(this)
    this.element?.remove()
  }

  // The page comes by a form, so that tokens stand in no address
  #submit () {
    const form = element('form', { method: 'post', action: this.launch.url, target: this.launch.name, hidden: true })
    for (const [name, value] of Object.entries(this.launch.fields)) form.append(element('input', { type: 'hidden', name, value }))
    document.body.append(form)
    form.submit()
    form.remove()
  }

  post (action, fields = {}) {
    return post(`/apps/${this.app}/${action}/`, this.token, fields)
  }

  isFrom (event) {
    return event.source !== null && event.source === this.element.contentWindow && event.origin === this.launch.origin
  }

  async hear (said) {
    const message = parse(said)
    if (message === null || message.sid !== this.launch.sid) return
    const command = this.commands.get(message.command) ?? COMMANDS.get(message.command)
    if (command === undefined) return
    try {
      const value = await command(this, message.params ?? {}, message.callback)
      if (value !== UNANSWERED) this.say(answer(message.callback, value))
    } catch (error) {
      if (!(error instanceof Refused)) throw error // the person was told why
    }
  }

  say (text) {
    this.element.contentWindow?.postMessage(text, this.launch.origin)
  }

  // Tokens that the application has now
  keep ({ AUTH_ID, REFRESH_ID, AUTH_EXPIRES }) {
    Object.assign(this.data, { AUTH_ID, REFRESH_ID })
    this.ends = performance.now() + AUTH_EXPIRES * 1000
  }

  get tokens () {
    const { AUTH_ID, REFRESH_ID } = this.data
    return { AUTH_ID, REFRESH_ID, AUTH_EXPIRES: Math.max(0, Math.round((this.ends - performance.now()) / 1000)) }
  }
}
