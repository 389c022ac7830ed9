/**
 * State of 登记同意 for one or many. Nothing is ticked beforehand but the people someone ticked before; the end
 * follows from the signing day and the settings until it is changed by hand.
 */
import type { ConsentInput, SaveError, Session } from '../../app/types';
import type { ConsentPurpose } from '../../domain/consent/purposes';
import { expiryAfterYears } from '../../domain/consent/record';
import { parseIsoDate } from '../../kernel/dates';
import type { RecordId } from '../../kernel/ids';
import type { CommitReceipt } from '../../app/types';
import { consentWords as words } from '../../text/consent';
import { failureText } from '../../text/failures';
import type { Selection } from '../../ui/data/selection';

export class ConsentForm {
  selection = $state.raw<Selection>(new Set<string>());
  purposes = $state.raw<readonly string[]>([]);
  channel = $state('');
  guardianName = $state('');
  signedOn = $state('');
  originalsAt = $state('');
  problems = $state.raw<Readonly<Record<string, string>>>({});
  message = $state<string>();
  isBusy = $state(false);
  done = $state(0);

  #typedExpiry = $state<string>();
  readonly #session: Session;
  readonly #years: () => number;

  constructor(session: Session, years: () => number, ids: readonly RecordId[], signedOn: string) {
    this.#session = session;
    this.#years = years;
    this.selection = new Set<string>(ids);
    this.signedOn = signedOn;
  }

  get expiresOn(): string {
    if (this.#typedExpiry !== undefined) return this.#typedExpiry;
    const signed = parseIsoDate(this.signedOn);
    return signed === undefined ? '' : expiryAfterYears(signed, this.#years());
  }
  set expiresOn(date: string) {
    this.#typedExpiry = date;
  }

  /** What is missing, by field; the app judges the rest. */
  #missing(): Readonly<Record<string, string>> {
    const missing: Record<string, string> = {};
    if (this.selection.size === 0) missing['people'] = words.needPeople;
    if (this.purposes.length === 0) missing['purposes'] = words.needPurposes;
    if (this.channel === '') missing['channel'] = words.needChannel;
    if (parseIsoDate(this.signedOn) === undefined) missing['signedOn'] = words.needDate;
    if (this.expiresOn !== '' && parseIsoDate(this.expiresOn) === undefined) {
      missing['expiresOn'] = words.needDate;
    }
    return missing;
  }

  #input(): ConsentInput | undefined {
    const signedOn = parseIsoDate(this.signedOn);
    if (signedOn === undefined) return undefined;
    return {
      personIds: [...this.selection] as unknown as readonly RecordId[],
      purposes: this.purposes as readonly ConsentPurpose[],
      channel: this.channel,
      signedOn,
      expiresOn: parseIsoDate(this.expiresOn) ?? null,
      originalsAt: this.originalsAt.trim(),
      ...(this.channel === 'guardian' ? { guardianName: this.guardianName.trim() } : {})
    };
  }

  /** The receipt of what was written, or undefined when something has to be mended first. */
  async save(): Promise<CommitReceipt | undefined> {
    this.message = undefined;
    this.problems = this.#missing();
    const input = this.#input();
    if (Object.keys(this.problems).length > 0 || input === undefined || this.isBusy) {
      return undefined;
    }
    this.isBusy = true;
    this.done = 0;
    const saved = await this.#session.commands.registerConsents(input, (done) => {
      this.done = done;
    });
    this.isBusy = false;
    if (saved.ok) return saved.value;
    this.#refuse(saved.error);
    return undefined;
  }

  #refuse(error: SaveError): void {
    this.problems = error.type === 'invalid' ? error.fields : {};
    this.message = error.type === 'invalid' ? error.message : failureText(error.failure);
  }
}
