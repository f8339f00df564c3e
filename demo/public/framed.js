/** The page around a frame: hears the element's events at the iframe. */
import { connectFrame } from '/toile/frame.js'

const iframe = document.querySelector('iframe')
const heard = document.querySelector('[role=status]')
const frame = connectFrame(iframe, new URL(iframe.src).origin)

const tell = (total, currency) => {
  const money = new Intl.NumberFormat(document.documentElement.lang, { style: 'currency', currency })
  const minor = 10 ** money.resolvedOptions().maximumFractionDigits
  heard.textContent = heard.dataset.words.replace('{total}', money.format(total / minor))
}

iframe.addEventListener('toile-ready', async () => {
  const { total, currency } = await frame.quote()
  tell(total, currency)
})
iframe.addEventListener('toile-change', ({ detail: { total, currency } }) => tell(total, currency))
