/** An attachment for what has just come and is to be looked at now, wherever on the page somebody is. */
export const comeIntoSight = (shown: HTMLElement): void =>
  shown.scrollIntoView({ block: 'center' });
