// A dialog with a search: one thing, or several, out of what is found.

import { element, newId } from './elements.js'

const PAUSE = 150 // milliseconds without typing before it is searched

// Resolves with what was chosen, as {id, name, description, …}; with null when the dialog was closed.
//   asker: the application that wants to know; kinds: [name, title] pairs to choose a type from; chosen: from the beginning;
//   barred: ids that must not be chosen; find: gives what there is for a text, of a kind
export const choose = ({ title, asker, multiple, find, kinds = [], chosen = [], barred = [] }) => new Promise((resolve) => {
  const [titleId, searchId] = [newId(), newId()]
  const found = element('ul', { className: 'found' })
  const status = element('p', { className: 'soft', role: 'status' })
  const chips = element('ul', { className: 'chips', ariaLabel: 'Chosen' })
  const search = element('input', { type: 'search', id: searchId, autocomplete: 'off', autofocus: true })
  const kind = element('select', { ariaLabel: 'Type' }, ...kinds.map(([value, text]) => element('option', { value, textContent: text })))
  const done = element('button', { value: 'chosen', textContent: 'Choose' })
  const dialog = element('dialog', { className: 'chooser', 'aria-labelledby': titleId },
    element('form', { method: 'dialog', className: 'stack' },
      element('h2', { id: titleId, textContent: title }),
      element('p', { className: 'soft', textContent: `${asker} asks for it, and is told what you choose.` }),
      ...(kinds.length > 1 ? [kind] : []),
      element('div', {}, element('label', { htmlFor: searchId, textContent: 'Search' }), search),
      ...(multiple ? [chips] : []),
      element('fieldset', {}, element('legend', { textContent: 'Found' }), found, status),
      element('div', { className: 'actions' }, done, element('button', { value: '', className: 'second', textContent: 'Cancel' }))))
  const selection = new Map(chosen.map((each) => [each.id, each]))

  const showSelection = () => {
    chips.replaceChildren(...[...selection.values()].map((each) => {
      const remove = element('button', { type: 'button', className: 'quiet round', ariaLabel: `Remove ${each.name}`, textContent: '×' })
      remove.addEventListener('click', () => {
        selection.delete(each.id)
        showSelection()
        for (const input of found.querySelectorAll('input')) input.checked = selection.has(input.chosen.id)
        search.focus()
      })
      return element('li', { className: 'chip' }, each.name, remove)
    }))
    done.disabled = selection.size === 0
  }

  const option = (each) => {
    const input = element('input', { type: multiple ? 'checkbox' : 'radio', name: 'found', checked: selection.has(each.id), disabled: barred.includes(each.id) })
    input.chosen = each
    return element('li', {}, element('label', { className: 'choice' }, input,
      element('span', {}, each.name, ' ', element('span', { className: 'soft', textContent: each.description }))))
  }

  found.addEventListener('change', ({ target }) => {
    if (!multiple) selection.clear()
    if (target.checked) selection.set(target.chosen.id, target.chosen)
    else selection.delete(target.chosen.id)
    showSelection()
  })

  let turn = 0
  let before = '' // what was found last: the same once more stays as it is, and the keyboard where it was
  let waiting
  const look = async () => {
    const mine = ++turn
    const all = await find(search.value, kind.value)
    if (mine !== turn) return // something newer is asked for
    const said = JSON.stringify(all)
    if (said !== before) found.replaceChildren(...all.map(option))
    before = said
    status.textContent = all.length === 0 ? 'Nothing found.' : `${all.length} shown`
  }
  search.addEventListener('input', () => {
    clearTimeout(waiting)
    waiting = setTimeout(look, PAUSE)
  })
  search.addEventListener('keydown', (event) => { if (event.key === 'Enter') event.preventDefault() })
  kind.addEventListener('change', look)

  dialog.addEventListener('close', () => {
    clearTimeout(waiting)
    turn++
    dialog.remove()
    resolve(dialog.returnValue === 'chosen' && selection.size > 0 ? [...selection.values()] : null)
  })
  showSelection()
  document.body.append(dialog)
  dialog.showModal()
  look()
})
