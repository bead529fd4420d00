// Elements made by scripts. Texts are texts: nothing that an application or a record says becomes markup.

let made = 0

export const newId = () => `made-${++made}`

export const element = (name, properties = {}, ...children) => {
  const found = document.createElement(name)
  for (const [key, value] of Object.entries(properties)) {
    if (key in found) found[key] = value
    else found.setAttribute(key, value)
  }
  found.append(...children)
  return found
}
