const main = document.querySelector('main')
const { fit } = document.documentElement.dataset

function tell() {
  parent.postMessage({ osteocom: 'card', height: Math.ceil(main.getBoundingClientRect().height) }, fit)
}

// At once as well: a frame that is not in view is not drawn, and what is not drawn is not observed.
tell()
addEventListener('load', tell)
new ResizeObserver(tell).observe(main)
