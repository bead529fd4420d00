// Widgets with the built-in interface: the application's page is loaded unseen, and this page draws what it describes.

import { UNANSWERED } from './commands.js'
import { element } from './elements.js'
import { Frame } from './frame.js'
import { Layout, isMap, text } from './layout.js'
import { answer } from './messages.js'
import { openApplication, openPath, pageAt } from './sliders.js'

const DONE = []
const refusal = (errorCode) => [{ result: 'error', errorCode }]
const MOST_LISTENERS = 100
const BUTTONS = ['primary', 'secondary']

// b24jssdk takes the first answer to a command as the command's own, and calls back with the later ones; BX24.js calls
// back with each. Only the former names callbacks by UUIDs.
const TAKES_FIRST = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/

export class Panel {
  #listeners = []
  #layout = null
  #focused = null

  // place: a details element, with the frame's place and what is drawn in it
  constructor (place) {
    this.place = place
    this.inside = place.querySelector('.built-in-body')
    this.status = place.querySelector('[role="status"]')
    this.options = JSON.parse(place.querySelector('[data-app]').dataset.options)
    place.addEventListener('toggle', () => { if (place.open && !this.isRunning) this.#open() })
  }

  get isRunning () {
    return this.frame !== undefined
  }

  #open () {
    const place = this.place.querySelector('[data-app]')
    const { title } = place.dataset
    this.status.textContent = `Opening ${title} …`
    this.frame = new Frame(place, { commands: this.#commands() })
    this.frame.open().catch((error) => {
      this.frame = undefined // and may be opened once more
      this.status.textContent = `${title} could not be opened. ${error.message}`
    })
  }

  // As before it was opened
  #close () {
    this.frame.close()
    this.frame = undefined
    this.#listeners = []
    this.#layout = null
    this.#unlock()
    this.inside.replaceChildren()
    this.status.textContent = ''
    this.place.open = false
    this.place.querySelector('summary').focus()
    this.place.dispatchEvent(new CustomEvent('app:reload-data', { bubbles: true }))
  }

  #commands () {
    return new Map(Object.entries({
      setLayout: (frame, layout) => this.#draw(layout),
      setLayoutItemState: (frame, { id, ...state }) => (this.#layout?.change(id, state) ? DONE : refusal('ITEM_NOT_FOUND')),
      setPrimaryButtonState: (frame, state) => this.#setButton('primary', state),
      setSecondaryButtonState: (frame, state) => this.#setButton('secondary', state),
      bindLayoutEventCallback: this.#bind('event'),
      bindValueChangeCallback: this.#bind('value'),
      bindPrimaryButtonClickCallback: this.#bind('primary'),
      bindSecondaryButtonClickCallback: this.#bind('secondary'),
      bindEntityUpdateCallback: this.#bind('update'),
      lock: () => this.#lock(),
      unlock: () => this.#unlock(),
      finish: () => {
        this.#close()
        return UNANSWERED
      }
    }))
  }

  // Callbacks

  #bind (what) {
    return (frame, id, callback) => {
      if (callback === '' || this.#listeners.length >= MOST_LISTENERS) return UNANSWERED
      this.#listeners.push({ what, id: text(id) || null, callback })
      if (TAKES_FIRST.test(callback)) frame.say(answer(callback))
      return UNANSWERED
    }
  }

  // data: {id, value} of a block, or nothing
  tell (what, data) {
    for (const each of this.#listeners) {
      if (each.what === what && (each.id === null || each.id === data?.id)) this.frame.say(answer(each.callback, data))
    }
  }

  // What is drawn

  #draw (described) {
    const layout = new Layout(described.blocks, {
      act: (id, action, event) => this.#act(id, action, event),
      changed: (id, value) => this.tell('value', { id, value })
    })
    if (layout.isEmpty) return refusal('LAYOUT_IS_EMPTY')
    if (this.#layout === null) {
      this.buttons = Object.fromEntries(BUTTONS.map((name) => [name, this.#button(name)]))
      const actions = element('div', { className: 'actions' }, ...Object.values(this.buttons))
      this.inside.replaceChildren(layout.element, actions)
    } else {
      layout.replace(this.#layout)
    }
    this.#layout = layout
    this.status.textContent = ''
    for (const name of BUTTONS) this.#showButton(name, { title: '', state: 'normal', ...described[`${name}Button`] })
    return DONE
  }

  #button (name) {
    const button = element('button', { type: 'button', className: name === 'primary' ? '' : 'second' })
    button.addEventListener('click', () => this.tell(name))
    return button
  }

  #setButton (name, state) {
    if (this.#layout === null || !isMap(state)) return refusal('ITEM_NOT_FOUND')
    this.#showButton(name, state)
    return DONE
  }

  #showButton (name, { title, state }) {
    const button = this.buttons[name]
    if (['string', 'number'].includes(typeof title)) button.textContent = title
    if (['normal', 'disabled'].includes(state)) button.disabled = state === 'disabled'
    button.hidden = button.textContent === ''
  }

  #act (id, action, event) {
    const { type, value, url, inner, sliderParams = {} } = action
    if (type === 'layoutEvent') this.tell('event', { id, value })
    if (type === 'openRestApp') {
      const { entityTypeId, entityId } = this.options
      const context = { value, ...(isMap(value) && !Array.isArray(value) ? value : {}), entityTypeId, entityId }
      const looks = ['width', 'leftBoundary', 'title'].filter((name) => name in sliderParams).map((name) => [`bx24_${name}`, sliderParams[name]])
      openApplication(this.frame, { ...context, ...Object.fromEntries(looks) })
    }
    const asked = event.ctrlKey || event.metaKey || event.shiftKey // for another window
    if (inner && !asked && pageAt(url.href) !== null) {
      event.preventDefault()
      openPath(this.frame, { path: url.href })
    }
  }

  // While it is locked nobody can change anything; whoever was in a field is there again afterwards

  #lock () {
    if (this.inside.inert) return DONE
    this.#focused = this.inside.contains(document.activeElement) ? document.activeElement : null
    this.inside.inert = true
    this.place.ariaBusy = 'true'
    this.status.textContent = 'Please wait …'
    return DONE
  }

  #unlock () {
    if (!this.inside.inert) return DONE
    this.inside.inert = false
    this.place.ariaBusy = null
    this.status.textContent = ''
    if (document.activeElement === document.body) this.#focused?.focus()
    return DONE
  }
}
