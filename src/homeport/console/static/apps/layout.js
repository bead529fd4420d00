// Layouts that applications describe, as elements: blocks of twelve types, one in another where that is documented. What is
// unknown or unfit is left out. Texts are texts, links lead to the web only, and looks are chosen from ours.

import { element, newId } from './elements.js'

const MOST = 1000 // blocks of a layout
const DEEPEST = 10 // sections in sections
const IN_SECTION = 20

const SIZES = ['xs', 'sm', 'md', 'lg', 'xl']
const COLORS = ['base_50', 'base_60', 'base_70', 'base_90', 'primary', 'warning', 'danger', 'success']
const WIDTHS = ['sm', 'md', 'lg']
const LOOKS = ['default', 'primary', 'warning', 'danger', 'success', 'withBorder']

const WORDS = ['text', 'link', 'deadline']
const LINES = [...WORDS, 'lineOfBlocks']

// Reading what an application says

export const isMap = (value) => value !== null && typeof value === 'object'
const map = (value) => (isMap(value) ? value : {})
export const text = (value) => (['string', 'number'].includes(typeof value) ? String(value) : '')
const oneOf = (choices, value, otherwise) => (choices.includes(value) ? value : otherwise)
const isYes = (value) => [true, 1, 'true', 'Y', '1'].includes(value)
const isNo = (value) => [false, 0, 'false', 'N', '0'].includes(value)

const webUrl = (value, base) => {
  const url = typeof value === 'string' && URL.canParse(value, base) ? new URL(value, base) : null
  return ['http:', 'https:'].includes(url?.protocol) ? url : null
}

// An action as {type, …}; null for none
export const actionOf = (given) => {
  const { type, id, value, uri, actionParams, animationType, sliderParams } = map(given)
  if (type === 'layoutEvent') return { type, value }
  if (type === 'restEvent') return { type, id, actionParams: map(actionParams), animationType }
  if (type === 'openRestApp') return { type, value: value ?? actionParams, sliderParams: map(sliderParams) }
  const target = [value, uri].find((each) => typeof each === 'string')
  const url = type === 'redirect' ? webUrl(target, target?.startsWith('/') ? location.origin : undefined) : null
  return url && { type, url, inner: url.origin === location.origin }
}

// The types. Each makes an element that stays, and says how it shows its properties, and where blocks are inside it; given:
// those properties that are new

const words = ({ size, bold }) => `layout-${oneOf(SIZES, size, 'md')}${isYes(bold) ? ' layout-bold' : ''}`

const drawText = () => {
  const made = element('span')
  const show = ({ value, color, multiline, ...rest }) => {
    made.className = [words(rest), `layout-${oneOf(COLORS, color, 'plain')}`, isYes(multiline) ? 'layout-lines' : ''].join(' ')
    made.textContent = text(value)
  }
  return { made, show }
}

const PREVIEW = 200 // characters of a long text

const drawLargeText = () => {
  const rest = element('span', { className: 'layout-lines' })
  const made = element('details', { className: 'layout-long' }, element('summary'), rest)
  const show = ({ value }) => {
    const said = text(value)
    made.open = said.length <= PREVIEW
    made.firstChild.textContent = said.length <= PREVIEW ? '' : `${said.slice(0, PREVIEW)} …`
    rest.textContent = said
  }
  return { made, show }
}

// When what the layout is about is due; nothing where it is never
const drawDeadline = (layout) => {
  const made = element('span', { textContent: layout.deadline })
  return { made, show: () => {}, inside: layout.deadline === '' ? element('i') : undefined }
}

const drawLink = (layout, id) => {
  const made = element('span')
  const linkTo = ({ url, inner }) => element('a', inner ? { href: url.href } : { href: url.href, target: '_blank', rel: 'noopener noreferrer' })
  const show = ({ text: said, action: given, ...rest }) => {
    const action = actionOf(given)
    const kind = action === null ? 'SPAN' : action.type === 'redirect' ? 'A' : 'BUTTON'
    let link = made.firstElementChild
    const follows = link?.nodeName === kind && link.href === action?.url?.href
    if (!follows) {
      link = kind === 'A' ? linkTo(action) : element(kind, kind === 'BUTTON' ? { type: 'button' } : {})
      made.replaceChildren(link)
    }
    link.onclick = action && ((event) => layout.listener.act(id, action, event))
    link.className = `${words(rest)}${kind === 'BUTTON' ? ' link' : ''}`
    link.textContent = text(said)
  }
  return { made, show }
}

const drawWithTitle = (layout, id, depth) => {
  const title = element('span', { className: 'layout-title' })
  const value = element('div')
  const made = element('div', {}, title, value)
  const show = ({ title: said, inline, titleWidth, block }, given) => {
    made.className = isYes(inline) ? `layout-inline layout-title-${oneOf(WIDTHS, titleWidth, 'md')}` : ''
    title.textContent = text(said)
    if ('block' in given) value.replaceChildren(...layout.draw([[null, block, id]], LINES, depth))
  }
  return { made, show, inside: value }
}

// Blocks in a row, under one another, as a list: inside holds them, wrap is what each stands in
const drawGroup = (layout, depth, made, allowed, wrap = (each) => each) => ({
  made,
  inside: made,
  show: ({ blocks }, given) => {
    if ('blocks' in given) made.replaceChildren(...layout.draw(Object.entries(map(blocks)), allowed, depth).map(wrap))
  }
})

const drawLine = (layout, id, depth) => drawGroup(layout, depth, element('div', { className: 'layout-line' }), WORDS)

const drawList = (layout, id, depth) =>
  drawGroup(layout, depth, element('ul', { className: 'layout-list' }), LINES, (each) => element('li', {}, each))

const drawSection = (layout, id, depth) => {
  const inside = element('div', { className: 'layout-blocks' })
  const image = element('img', { alt: '', referrerPolicy: 'no-referrer' })
  const made = element('div', {}, inside)
  const show = ({ type, imageSrc, imageSize, blocks }, given) => {
    made.className = `layout-section layout-section-${oneOf(LOOKS, type, 'default')}`
    const url = webUrl(imageSrc)
    image.className = `layout-image-${oneOf(WIDTHS, imageSize, 'lg')}`
    if (url === null) image.remove()
    else {
      if (image.src !== url.href) image.src = url.href
      if (!image.isConnected) made.prepend(image)
    }
    if ('blocks' in given) inside.replaceChildren(...layout.draw(Object.entries(map(blocks)).slice(0, IN_SECTION), TYPES, depth + 1))
  }
  return { made, show, inside }
}

// Fields: what was typed stays, unless a value is given
const drawField = (name, showValue, unnamed) => (layout, id) => {
  const control = element(name, { id: newId() })
  const label = element('label', { htmlFor: control.id })
  const wrong = element('p', { className: 'wrong', id: newId(), ariaLive: 'polite' })
  const made = element('div', { className: 'field' }, label, control, wrong)
  control.addEventListener('input', () => layout.listener.changed(id, control.value))
  const show = ({ title, placeholder, disabled, errorText }, given) => {
    const [called, problem] = [text(title), text(errorText)]
    label.textContent = called
    label.hidden = called === ''
    control.ariaLabel = called === '' ? text(placeholder) || unnamed : null
    if (name !== 'select') control.placeholder = text(placeholder)
    control.disabled = isYes(disabled)
    wrong.textContent = problem
    control.ariaInvalid = problem === '' ? null : 'true'
    if (problem === '') control.removeAttribute('aria-describedby')
    else control.setAttribute('aria-describedby', wrong.id)
    showValue(control, given)
  }
  return { made, show }
}

const showTyped = (control, given) => {
  const value = text(given.value)
  if ('value' in given && control.value !== value) control.value = value
}

// Without a value that is among the choices, the first is chosen
const showChosen = (control, given) => {
  const before = control.value
  const choices = Object.entries(map(given.values)).map(([value, name]) => element('option', { value, textContent: text(name) }))
  if ('values' in given) control.replaceChildren(...choices)
  const wanted = 'selectedValue' in given ? text(given.selectedValue) : before
  const found = [...control.options].findIndex(({ value }) => value === wanted)
  control.selectedIndex = Math.max(found, Math.min(0, control.options.length - 1))
}

const drawMenu = (layout, id) => {
  const { made, show } = drawField('select', showChosen, 'Choice')(layout, id)
  made.className = 'layout-menu'
  return { made, show: ({ selectedValue, values }, given) => show({ selectedValue, values }, given) }
}

const DRAW = {
  text: drawText,
  largeText: drawLargeText,
  deadline: drawDeadline,
  link: drawLink,
  withTitle: drawWithTitle,
  lineOfBlocks: drawLine,
  dropdownMenu: drawMenu,
  input: drawField('input', showTyped, 'Text'),
  textarea: drawField('textarea', showTyped, 'Text'),
  select: drawField('select', showChosen, 'Choice'),
  list: drawList,
  section: drawSection
}
const TYPES = Object.keys(DRAW)

export class Layout {
  #shown = new WeakMap() // blocks by their elements
  #left = MOST

  // blocks: by their ids, as an application gives them
  // listener: told act(id, action, event) when a link is followed, and changed(id, value) when something is typed or chosen
  // deadline: when what it is about is due, as a text
  constructor (blocks, listener, deadline = '') {
    this.listener = listener
    this.deadline = deadline
    this.element = element('div', { className: 'layout' })
    this.element.append(...this.draw(Object.entries(map(blocks)), TYPES, 0))
  }

  get isEmpty () {
    return this.element.childElementCount === 0
  }

  // The elements of blocks, given as [id, block, the id that their events have]
  draw (entries, allowed, depth) {
    return entries.map(([id, block, told]) => this.#drawOne(id, map(block), told ?? id, allowed, depth)).filter((made) => made !== null)
  }

  #drawOne (id, { type, properties, visible }, told, allowed, depth) {
    if (!allowed.includes(type) || depth > DEEPEST || this.#left-- <= 0) return null
    const { made, show, inside } = DRAW[type](this, told, depth)
    const first = { ...map(properties) }
    show(first, first)
    if (inside?.childElementCount === 0) return null
    made.hidden = isNo(visible)
    if (id !== null) made.dataset.block = id
    this.#shown.set(made, { properties: first, show })
    return made
  }

  #find (id) {
    return [...this.element.querySelectorAll('[data-block]')].find((each) => each.dataset.block === id)
  }

  // Show a block otherwise: the first that has the id. false when there is none
  change (id, { visible, properties }) {
    const made = this.#find(text(id))
    if (made === undefined) return false
    const block = this.#shown.get(made)
    const given = { ...map(properties) }
    block.properties = { ...block.properties, ...given }
    this.#left = MOST - this.element.querySelectorAll('[data-block]').length
    block.show(block.properties, given)
    if (isYes(visible) || isNo(visible)) made.hidden = isNo(visible)
    return true
  }

  // Stand where another stood: whoever typed goes on typing in the block of the same id
  replace (other) {
    const active = other.element.contains(document.activeElement) ? document.activeElement : null
    const { selectionStart, selectionEnd } = active ?? {}
    const id = active?.closest('[data-block]')?.dataset.block
    other.element.replaceWith(this.element)
    const next = id === undefined ? null : this.#find(id)?.querySelector('input, textarea, select, a, button')
    next?.focus()
    if (next?.setSelectionRange && typeof selectionStart === 'number') next.setSelectionRange(selectionStart, selectionEnd)
  }
}
