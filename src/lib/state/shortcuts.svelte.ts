/**
 * Keyboard shortcuts of a page as an attachment: `<svelte:document {@attach shortcuts({ 'mod+k': open })} />`
 * or on any element. `mod` is Ctrl, or ⌘ on a Mac. Keys without a modifier stay silent while someone types,
 * and everything stays silent while an input method composes.
 */
export type Shortcuts = Readonly<Record<string, (event: KeyboardEvent) => void>>;

const typingSelector = 'input, textarea, select, [contenteditable]';

/** `mod+shift+k`, `escape`, `/`: modifiers in this order, key in lower case. */
export function shortcutOf(event: KeyboardEvent): string {
  const parts = [
    (event.ctrlKey || event.metaKey) && 'mod',
    event.altKey && 'alt',
    event.shiftKey && event.key.length > 1 && 'shift',
    event.key.toLowerCase()
  ];
  return parts.filter(Boolean).join('+');
}

export function shortcuts(actions: Shortcuts): (target: EventTarget) => () => void {
  return (target) => {
    const press = (event: Event): void => {
      if (!(event instanceof KeyboardEvent) || event.isComposing || event.keyCode === 229) return;
      const name = shortcutOf(event);
      const action = actions[name];
      const isTyping = event.target instanceof Element && event.target.matches(typingSelector);
      if (!action || (isTyping && !name.startsWith('mod+') && name !== 'escape')) return;
      event.preventDefault();
      action(event);
    };
    target.addEventListener('keydown', press);
    return () => target.removeEventListener('keydown', press);
  };
}
