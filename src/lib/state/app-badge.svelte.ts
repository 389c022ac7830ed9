/** The number on the icon of the installed app: due must-visits, a count and nothing else (issue 4 «今日»). */

/** Absent in browsers without installed apps, whatever the types say. */
type Badged = Partial<Pick<Navigator, 'setAppBadge' | 'clearAppBadge'>>;

/** 0 takes the number away. A refusal of the system changes nothing for the app. */
export function showOnIcon(count: () => number): void {
  $effect(() => {
    const icon: Badged = navigator;
    const shown = count() > 0 ? icon.setAppBadge?.(count()) : icon.clearAppBadge?.();
    shown?.catch(() => undefined);
  });
}
