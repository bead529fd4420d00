// The rows of goods of a record: sums as one types, and more rows. What is saved is summed up by the server.

const form = document.querySelector('[data-goods]')
const body = form?.querySelector('tbody')

const written = (amount) => {
  const digits = Number.isInteger(amount) ? 0 : 2
  return amount.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: 2 }).replaceAll(',', '\u202f')
}

const cents = (amount) => Math.round((amount + Number.EPSILON) * 100) / 100

const number = (row, name) => Number(row.querySelector(`[data-${name}]`).value) || 0

const add = () => {
  let total = 0
  let taxes = 0
  for (const row of body.rows) {
    const removed = row.querySelector('[data-remove]')?.checked ?? false
    const quantity = row.querySelector('[data-quantity]').value === '' && number(row, 'price') ? 1 : number(row, 'quantity')
    const amount = removed ? 0 : cents(number(row, 'price') * quantity)
    row.classList.toggle('removed', removed)
    row.querySelector('[data-sum]').textContent = amount || row.querySelector('[data-price]').value ? written(amount) : ''
    total += amount
    taxes += amount - amount / (1 + number(row, 'tax') / 100)
  }
  const { currency } = form.dataset
  form.querySelector('[data-total]').textContent = `${written(cents(total))} ${currency}`.trim()
  form.querySelector('[data-tax-total]').textContent = `${written(cents(taxes))} ${currency}`.trim()
}

const more = () => {
  const row = body.rows[body.rows.length - 1].cloneNode(true)
  const place = body.rows.length
  for (const input of row.querySelectorAll('input')) {
    input.name = input.name.replace(/^r\.\d+/, `r.${place}`)
    input.value = ''
    const label = input.getAttribute('aria-label')
    if (label !== null) input.setAttribute('aria-label', label.replace(/\d+/, String(place + 1)))
  }
  row.querySelector('[data-sum]').textContent = ''
  body.append(row)
  row.querySelector('input:not([type=hidden])').focus()
}

form?.addEventListener('input', add)
const button = form?.querySelector('[data-adds]')
if (button) {
  button.hidden = false
  button.addEventListener('click', more)
}
