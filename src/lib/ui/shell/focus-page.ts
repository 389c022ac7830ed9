/**
 * Where the focus stands after going to another page: in the first field that a form has taken, else at the
 * heading, so that neither Tab nor a screen reader begins at the rail again.
 */
export function focusPage(): void {
  const main = document.getElementById('content');
  const present = document.activeElement;
  if (present !== main && main?.contains(present)) return;
  (main?.querySelector('h1') ?? main)?.focus({ preventScroll: true });
}
