/** What a passphrase must be before it seals anything: long enough and not one of the first guesses. */
import { start } from '../../text/start';

const minLength = 8;

/** Plain Chinese for the screen, or undefined when the passphrase will do. */
export function passphraseProblem(passphrase: string, again: string): string | undefined {
  const length = Array.from(passphrase).length;
  if (length < minLength) return start.passphraseShort(minLength - length);
  if (isSimple(passphrase)) return start.passphraseSimple;
  return passphrase === again ? undefined : start.passphraseDiffers;
}

/** One or two characters repeated, or a run such as 12345678 and abcdefgh, up or down. */
function isSimple(passphrase: string): boolean {
  const codes = Array.from(passphrase.toLowerCase(), (char) => char.codePointAt(0) ?? 0);
  if (new Set(codes).size <= 2) return true;
  const steps = codes.slice(1).map((code, i) => code - (codes[i] ?? 0));
  return steps.every((step) => step === 1) || steps.every((step) => step === -1);
}
