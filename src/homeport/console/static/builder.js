// The form of a call, made of the method's parameters. It and the JSON beneath say the same: each follows the other.

const place = document.getElementById('asked')
const text = document.getElementById('params')

const OPERATORS = {
  '': 'is', '!': 'is not', '>': 'is more than', '>=': 'is at least', '<': 'is less than', '<=': 'is at most',
  '%': 'contains', '!%': 'does not contain', '@': 'is one of', '!@': 'is none of'
}
const KEY = /^([<>]=?|!?[@%=]?)(.*)$/
const WHOLE = /^-?\d{1,15}$/

const element = (name, given = {}, ...children) => {
  const made = Object.assign(document.createElement(name), given)
  made.append(...children)
  return made
}

const read = () => {
  try {
    const value = JSON.parse(text.value || '{}')
    return value !== null && typeof value === 'object' && !Array.isArray(value) ? value : null
  } catch {
    return null
  }
}

let drawn = '' // the JSON that the form says by now

const write = (value) => {
  text.value = JSON.stringify(value, null, 2)
  drawn = text.value
  text.rows = Math.min(Math.max(text.value.split('\n').length, 4), 24)
}

const change = (name, value) => {
  const held = read()
  if (held === null) return
  if (value === undefined) delete held[name]
  else held[name] = value
  write(held)
}

// What somebody types is a number where it looks like one, a list where commas are between, else a text
const typed = (said, operator = '') => {
  if (operator.endsWith('@')) return said.split(',').map((each) => typed(each.trim())).filter((each) => each !== '')
  return WHOLE.test(said) ? Number(said) : said
}

const shown = (value) => (Array.isArray(value) ? value.join(', ') : typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? ''))

const choices = (id, names) => {
  const list = element('datalist', { id })
  list.append(...names.map((value) => element('option', { value })))
  return list
}

const input = (label, value, list) => {
  const made = element('input', { type: 'text', value, autocomplete: 'off', spellcheck: false, className: 'code', ariaLabel: label })
  if (list) made.setAttribute('list', list)
  return made
}

const select = (label, options, value) => {
  const made = element('select', { ariaLabel: label })
  made.append(...options.map(([key, title]) => element('option', { value: key, textContent: title, selected: key === value })))
  return made
}

// A line of a parameter that has parts: a field, what is said of it, and the value
const line = (asked, list, [key, value]) => {
  const row = element('div', { className: 'part' })
  const [, operator, name] = asked.name === 'filter' ? key.match(KEY) : ['', '', key]
  const known = operator.replace(/^(!?)=$/, '$1')
  row.append(input(`Field of ${asked.name}`, name, list))
  if (asked.name === 'filter') row.append(select(`Operator of ${name || 'the field'}`, Object.entries(OPERATORS), known))
  if (asked.name === 'order') row.append(select(`Direction of ${name || 'the field'}`, [['ASC', 'ascending'], ['DESC', 'descending']], String(value).toUpperCase()))
  else row.append(input(`Value of ${name || 'the field'}`, shown(value)))
  row.append(element('button', { type: 'button', className: 'quiet small', textContent: 'Remove', onclick: () => { row.remove(); place.dispatchEvent(new Event('input')) } }))
  return row
}

const parts = (asked, held, list) => {
  const rows = element('div', { className: 'parts' })
  const add = (entry) => rows.append(line(asked, list, entry))
  Object.entries(held ?? {}).forEach(add)
  const more = element('button', { type: 'button', className: 'second small', textContent: asked.name === 'filter' ? 'Add a condition' : 'Add a field', onclick: () => { add(['', '']); rows.lastChild.querySelector('input').focus() } })
  const collect = () => {
    const found = {}
    for (const row of rows.children) {
      const [name, ...others] = row.querySelectorAll('input, select')
      if (name.value.trim() === '') continue
      const operator = asked.name === 'filter' ? others[0].value : ''
      found[operator + name.value.trim()] = typed(others.at(-1).value, operator)
    }
    return Object.keys(found).length ? found : undefined
  }
  return { body: element('div', {}, rows, more), collect }
}

const single = (asked, held, list) => {
  const label = asked.name
  const several = asked.name === 'select' || asked.type.includes('[]') || asked.type === 'array'
  const fixed = asked.values.length > 0 && !several
  const body = fixed ? select(label, [['', '—'], ...asked.values.map((each) => [each, each])], shown(held)) : input(label, shown(held), asked.name === 'select' ? list : undefined)
  if (several) body.placeholder = 'with commas between'
  const collect = () => (body.value.trim() === '' ? undefined : typed(body.value.trim(), several ? '@' : ''))
  return { body, collect }
}

const draw = () => {
  const held = read()
  drawn = text.value
  place.hidden = held === null || asked.length === 0
  if (held === null) return
  place.querySelectorAll('.asked, datalist').forEach((each) => each.remove())
  place.append(choices('entity-fields', fields))
  for (const each of asked) {
    const own = each.nested.length > 0
    const list = own ? `fields-of-${each.name}` : 'entity-fields'
    if (own) place.append(choices(list, each.nested))
    const isMap = ['fields', 'filter', 'order'].includes(each.name) && !Array.isArray(held[each.name])
    const { body, collect } = isMap ? parts(each, held[each.name], list) : single(each, held[each.name], list)
    const title = element('span', { className: 'name' }, element('code', { textContent: each.name }))
    if (each.required) title.append(' ', element('span', { className: 'badge accent', textContent: 'required' }))
    const box = element('div', { className: 'asked' }, title, body)
    box.collect = () => change(each.name, collect())
    place.append(box)
  }
}

const asked = JSON.parse(place?.dataset.asked ?? '[]')
const fields = JSON.parse(place?.dataset.fields ?? '[]')

if (place !== null) {
  place.addEventListener('input', (event) => {
    const box = event.target.closest('.asked')
    if (box) box.collect()
    else place.querySelectorAll('.asked').forEach((each) => each.collect())
  })
  // while somebody types, and not when the field is left: what is below would move from under the pointer
  let later = 0
  text.addEventListener('input', () => {
    clearTimeout(later)
    later = setTimeout(() => { if (text.value !== drawn) draw() }, 300)
  })
  draw()
}
