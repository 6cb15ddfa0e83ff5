// The buttons are hidden until a script can keep their promise; the clipboard exists in secure contexts only.
if (navigator.clipboard) {
  for (const button of document.querySelectorAll('button[data-copies]')) {
    button.setAttribute('aria-live', 'polite')
    button.hidden = false
    button.addEventListener('click', () => void copy(button))
  }
}

async function copy(button) {
  const { copies, done } = button.dataset
  button.dataset.label ??= button.textContent
  await navigator.clipboard.writeText(document.getElementById(copies).textContent)
  button.textContent = done
  setTimeout(() => {
    button.textContent = button.dataset.label
  }, 2000)
}
