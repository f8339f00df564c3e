/**
 * Draws the designs of the order desk: one widget out of sight takes each design in turn and gives its picture. It asks
 * for nothing, keeps nothing, and knows an order's choices only.
 */
import '/toile/element.js'

const rooms = new Map()
/** By template and design: the same thing ordered twice is drawn once. */
const pictures = new Map()

const watcher = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    if (!isIntersecting) continue
    watcher.unobserve(target)
    const room = rooms.get(target.dataset.template) ?? openRoom(target.dataset.template)
    room.last = room.last
      .then(() => draw(room.element, target))
      .catch((reason) => console.warn('No picture:', reason.code ?? reason.message))
  }
})
for (const image of document.querySelectorAll('img[data-design]')) watcher.observe(image)

function openRoom(template) {
  const element = document.createElement('toile-configurator')
  element.className = 'drawing-room'
  element.inert = true
  element.setAttribute('template', template)
  element.setAttribute('lang', document.documentElement.lang)
  element.setAttribute('aria-hidden', 'true')
  document.body.append(element)
  const room = { element, last: element.ready }
  rooms.set(template, room)
  return room
}

async function draw(element, image) {
  const { design, template } = image.dataset
  const key = `${template} ${design}`
  if (!pictures.has(key)) {
    if ((await element.shown) === 'poster') return
    element.applyChange({ set: JSON.parse(design), difference: 0 })
    const picture = await element.capture({ width: 480, height: 600, ground: 'studio', view: 'start' })
    pictures.set(key, URL.createObjectURL(picture))
  }
  image.src = pictures.get(key)
  image.dataset.drawn = ''
}
