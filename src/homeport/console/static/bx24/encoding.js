// Parameters in the form that PHP reads: a[b][0]=x. Fields of the page stand for what is in them, fields of files for the
// files' names and contents.

const base64 = (file) => new Promise((resolve, reject) => {
  const reader = new FileReader()
  reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(',') + 1))
  reader.onerror = () => reject(reader.error)
  reader.readAsDataURL(file)
})

const readFile = async (file) => [file.name, await base64(file)]

const readField = async (field) => {
  if (field.type === 'file') {
    const files = await Promise.all([...field.files].map(readFile))
    return field.multiple ? files : files[0]
  }
  if (field.type === 'select-multiple') return [...field.selectedOptions].map(({ value }) => value)
  if ((field.type === 'checkbox' || field.type === 'radio') && !field.checked) return undefined
  return field.value
}

// Parameters with the values of fields in their place
const filled = async (value) => {
  if (value instanceof Element) return readField(value)
  if (value instanceof File) return readFile(value)
  if (Array.isArray(value)) return Promise.all(value.map(filled))
  if (value === null || typeof value !== 'object' || value instanceof Date) return value
  const names = Object.keys(value)
  const values = await Promise.all(names.map((name) => filled(value[name])))
  return Object.fromEntries(names.map((name, index) => [name, values[index]]))
}

const written = (value) => {
  if (value === null) return ''
  if (typeof value === 'boolean') return value ? '1' : '0'
  return value instanceof Date ? value.toISOString() : String(value)
}

const pairs = (name, value) => {
  if (value === undefined || isFunction(value)) return []
  if (value === null || typeof value !== 'object' || value instanceof Date) return [[name, written(value)]]
  const entries = Object.entries(value)
  if (entries.length === 0) return [[name, '']]
  return entries.flatMap(([key, each]) => pairs(name === '' ? key : `${name}[${key}]`, each))
}

const encode = (params) => (Object.keys(params).length === 0 ? [] : pairs('', params))
  .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
  .join('&')
