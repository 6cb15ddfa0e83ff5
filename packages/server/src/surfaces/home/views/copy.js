// The buttons are hidden until a script can keep their promise; the clipboard exists in secure contexts only.
if (navigator.clipboard) {
  for (const button of document.querySelectorAll('button[data-copies]')) {
    const source = document.getElementById(button.dataset.copies)
    const label = button.textContent
    button.setAttribute('aria-live', 'polite')
    button.hidden = !source
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(source.textContent)
      button.textContent = button.dataset.done
      setTimeout(() => {
        button.textContent = label
      }, 2000)
    })
  }
}
