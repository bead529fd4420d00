// An application's page within the form of a robot: it may set the values of properties, which are saved with the form.

const asText = (value) => (value === null || value === undefined ? '' : Array.isArray(value) ? value.map(asText).join('\n') : String(value))

// form: the element with the frame's place and the inputs
export const commandsOf = (form) => new Map(Object.entries({
  setPropertyValue: (frame, given) => {
    for (const [key, value] of Object.entries(given ?? {})) {
      const input = form.elements.namedItem(`p.${key}`)
      if (input !== null) input.value = asText(value)
    }
    return []
  }
}))
