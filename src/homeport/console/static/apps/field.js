// An application's page within a field of a record: in a form it may set the value, which is saved with the form.

const DONE = []

const isNothing = (value) => value === null || value === undefined || (typeof value === 'object' && Object.keys(value).length === 0)
const asText = (value) => (typeof value === 'object' ? JSON.stringify(value) : String(value))
const asList = (value) => (isNothing(value) ? [] : Array.isArray(value) ? value : [value])

// field: the element with the frame's place, and in forms with the input that holds the value
export const commandsOf = (field) => {
  const input = field.querySelector('input')
  const { VALUE, MULTIPLE } = JSON.parse(field.querySelector('[data-app]').dataset.options)
  let value = VALUE
  const keep = (given) => {
    value = MULTIPLE === 'Y' ? asList(given).map(asText) : isNothing(given) ? '' : asText(given)
    input.value = MULTIPLE === 'Y' ? JSON.stringify(value) : value
  }
  return new Map(Object.entries({
    setValue: (frame, given) => {
      if (input !== null) keep(given)
      return DONE
    },
    getValue: () => value
  }))
}

export const size = (field, frame) => {
  const height = Number(field.dataset.height)
  if (height > 0) frame.element.style.height = `${height}px`
}
