/** Version of the printed form's text; kept with every consent signed on it, changed with every change of meaning. */
export const consentTextVersion = '2026-1';
