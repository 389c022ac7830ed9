/**
 * Theme and text size (UX "Look"): chosen per browser profile, kept in plain storage because they say
 * nothing about anyone, applied to <html> as data-theme and a font size that every rem follows.
 */
export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** Pixels at the browser's usual 16; applied as percent, so that a reader's own larger base counts. */
export const textSizes = [16, 18, 20, 22, 24] as const;
export type TextSize = (typeof textSizes)[number];

export interface AppearanceInput {
  readonly root: HTMLElement;
  /** localStorage, or any like it; may throw where storage is barred. */
  readonly storage: Pick<Storage, 'getItem' | 'setItem'>;
  /** `(prefers-color-scheme: dark)`. */
  readonly prefersDark: MediaQueryList;
}

export interface Appearance {
  readonly theme: Theme;
  readonly textSize: TextSize;
  /** What `system` comes to at the moment. */
  readonly shownTheme: 'light' | 'dark';
  setTheme(theme: Theme): void;
  setTextSize(size: TextSize): void;
  /** Stops following the system; for tests and tear-down. */
  stop(): void;
}

const themeKey = 'tongxinbu.theme';
const sizeKey = 'tongxinbu.text-size';

const parseTheme = (text: string | null): Theme =>
  themes.find((theme) => theme === text) ?? 'system';
const parseSize = (text: string | null): TextSize =>
  textSizes.find((size) => String(size) === text) ?? 18;

function read(storage: AppearanceInput['storage'], key: string): string | null {
  try {
    return storage.getItem(key);
  } catch {
    // Barred storage (private mode of old browsers): the usual look is fine.
    return null;
  }
}

function write(storage: AppearanceInput['storage'], key: string, value: string): void {
  try {
    storage.setItem(key, value);
  } catch {
    // The choice then holds until the page is closed.
  }
}

/** Applies the stored choice at once and follows the system's theme while `system` is chosen. */
export function createAppearance({ root, storage, prefersDark }: AppearanceInput): Appearance {
  let theme = $state<Theme>(parseTheme(read(storage, themeKey)));
  let textSize = $state<TextSize>(parseSize(read(storage, sizeKey)));
  let isDark = $state(prefersDark.matches);

  const shown = (): 'light' | 'dark' => (theme === 'system' ? (isDark ? 'dark' : 'light') : theme);

  function apply(): void {
    root.dataset['theme'] = shown();
    root.style.fontSize = `${(textSize / 16) * 100}%`;
  }

  function follow(): void {
    isDark = prefersDark.matches;
    apply();
  }

  prefersDark.addEventListener('change', follow);
  apply();

  return {
    get theme() {
      return theme;
    },
    get textSize() {
      return textSize;
    },
    get shownTheme() {
      return shown();
    },
    setTheme(next) {
      theme = next;
      write(storage, themeKey, next);
      apply();
    },
    setTextSize(next) {
      textSize = next;
      write(storage, sizeKey, String(next));
      apply();
    },
    stop: () => prefersDark.removeEventListener('change', follow)
  };
}
