const icon = (body: string, className = '') =>
  `<svg class="${className}" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">${body}</svg>`

export const icons = {
  play: icon('<path d="M7.5 4.8v14.4L19 12Z" fill="currentColor"/>'),
  settings: icon(
    '<path d="M4 7h9m5 0h2M4 17h3m5 0h8"/><circle cx="15.5" cy="7" r="2.4"/><circle cx="9.5" cy="17" r="2.4"/>',
  ),
  chevron: icon('<path d="m9 6 6 6-6 6"/>', 'chevron'),
  back: icon('<path d="m15 6-6 6 6 6"/>', 'chevron'),
  check: icon('<path d="m5 12.5 4.5 4.5L19 7.5"/>', 'check'),
  back10: icon(
    '<path d="M4.5 5v4.5H9"/><path d="M4.9 9.5A8 8 0 1 1 4 13"/><text x="12" y="16" text-anchor="middle" font-size="7.5" font-weight="600" fill="currentColor" stroke="none">10</text>',
  ),
  forward10: icon(
    '<path d="M19.5 5v4.5H15"/><path d="M19.1 9.5A8 8 0 1 0 20 13"/><text x="12" y="16" text-anchor="middle" font-size="7.5" font-weight="600" fill="currentColor" stroke="none">10</text>',
  ),
}
