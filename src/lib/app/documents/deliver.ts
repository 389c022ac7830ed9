/** Hands a finished file to the worker. WeChat's inner browser drops downloads silently (DOMAIN J), so it is told apart. */

export type Delivery = 'saved' | 'cancelled' | 'blocked';

export const isWeChat = (userAgent: string): boolean => /MicroMessenger|wxwork/i.test(userAgent);

/** Long enough for the browser to have opened the stream; the bytes are freed afterwards. */
const revokeAfterMs = 60_000;

export async function deliverFile(
  page: Window & typeof globalThis,
  fileName: string,
  blob: Blob
): Promise<Delivery> {
  if (isWeChat(page.navigator.userAgent)) return 'blocked';
  const url = page.URL.createObjectURL(blob);
  const link = page.document.createElement('a');
  link.href = url;
  link.download = fileName;
  page.document.body.append(link);
  link.click();
  link.remove();
  page.setTimeout(() => page.URL.revokeObjectURL(url), revokeAfterMs);
  return 'saved';
}
