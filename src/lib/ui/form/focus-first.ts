/** Attachments that put the focus into a form as it appears. */

/** Into its first field; with a finger that would open the keyboard over the form, so not there. */
export function focusFirstField(form: HTMLElement): void {
  if (!window.matchMedia('(pointer: fine)').matches) return;
  const fields = 'input:not(:disabled), select:not(:disabled), textarea:not(:disabled)';
  form.querySelector<HTMLElement>(fields)?.focus({ preventScroll: true });
}

/** Into the first field that has to be mended; a group has its problem written above its boxes. */
export function focusFirstProblem(form: HTMLElement): void {
  const mark = form.querySelector<HTMLElement>('[aria-invalid], [data-problem]');
  const field = mark?.closest('[data-field]') ?? mark;
  const control = mark?.matches('input, select, textarea')
    ? mark
    : field?.querySelector<HTMLElement>('input, select, textarea, button');
  control?.focus();
}

/** Into its passphrase: whoever sees the lock screen wants to type that. */
export function focusPassphrase(form: HTMLElement): void {
  form.querySelector<HTMLElement>('input[type=password]')?.focus({ preventScroll: true });
}
