// Asks every ten seconds how the order stands, and shows the page anew only once something has changed: whoever reads
// or listens is not thrown back to the top for nothing.
const everyMs = 10_000
const standing = (page) => page.querySelector('main')?.textContent

async function look() {
  if (document.hidden) return
  const answer = await fetch(location.href, { headers: { accept: 'text/html' } })
  if (!answer.ok) return
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  if (standing(page) !== standing(document)) location.reload()
}

// Away for a moment: the next look finds out.
setInterval(() => void look().catch(() => undefined), everyMs)
