/** iPhone and iPad keep what belongs to the home screen apart from the browser; an iPad calls itself a Mac. */
export const isAppleMobile = ({
  userAgent,
  maxTouchPoints
}: Pick<Navigator, 'userAgent' | 'maxTouchPoints'>): boolean =>
  /iPhone|iPad|iPod/.test(userAgent) || (userAgent.includes('Macintosh') && maxTouchPoints > 1);
