const main = document.querySelector('main')
const { fit } = document.documentElement.dataset

new ResizeObserver(() => {
  parent.postMessage({ osteocom: 'card', height: Math.ceil(main.getBoundingClientRect().height) }, fit)
}).observe(main)
