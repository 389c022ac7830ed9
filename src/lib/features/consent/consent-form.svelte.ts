/**
 * State of 登记同意 for one or many. Nothing is ticked beforehand but the people someone ticked before; the end
 * follows from the signing day and the settings until it is changed by hand.
 */
import type { ConsentInput, SaveError, Session } from '../../app/types';
import { consentChannels } from '../../domain/code-lists/consent-channel';
import { consentPurposes, type ConsentPurpose } from '../../domain/consent/purposes';
import { expiryAfterYears } from '../../domain/consent/record';
import { parseIsoDate } from '../../kernel/dates';
import type { RecordId } from '../../kernel/ids';
import type { Json } from '../../kernel/json';
import type { CommitReceipt } from '../../app/types';
import { consentWords as words } from '../../text/consent';
import { failureText } from '../../text/failures';
import type { Selection } from '../../ui/data/selection';

interface Refusal {
  readonly field: string;
  readonly message: string;
  readonly value: string;
}

export class ConsentForm {
  selection = $state.raw<Selection>(new Set<string>());
  purposes = $state.raw<readonly string[]>([]);
  channel = $state('');
  guardianName = $state('');
  signedOn = $state('');
  originalsAt = $state('');
  isBusy = $state(false);
  done = $state(0);

  #typedExpiry = $state<string>();
  #isTried = $state(false);
  /** What the app refused, with the value it refused: the message goes once that is changed. */
  #refused = $state.raw<readonly Refusal[]>([]);
  #failure = $state<string>();
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

  /** Messages by field, each gone as soon as its field is mended. */
  get problems(): Readonly<Record<string, string>> {
    if (!this.#isTried) return {};
    const standing = this.#refused.filter(({ field, value }) => this.#valueOf(field) === value);
    return {
      ...Object.fromEntries(standing.map(({ field, message }) => [field, message])),
      ...this.#missing()
    };
  }

  /** A refusal that belongs to no field. */
  get message(): string | undefined {
    return this.#failure;
  }

  #valueOf(field: string): string {
    const { purposes, channel, guardianName, signedOn, expiresOn, originalsAt } = this;
    const values = { purposes, channel, guardianName, signedOn, expiresOn, originalsAt };
    return JSON.stringify([field === 'channel' ? [...this.selection] : '', values[field as never]]);
  }

  /** Undefined while nobody is chosen and nothing ticked: how the pile was signed is no work of its own. */
  get draft(): Json | undefined {
    const { purposes, channel, guardianName, signedOn, originalsAt } = this;
    if (this.selection.size === 0 && purposes.length === 0) return undefined;
    return {
      people: [...this.selection],
      purposes: [...purposes],
      channel,
      guardianName,
      signedOn,
      originalsAt,
      expiresOn: this.#typedExpiry ?? null
    };
  }

  /** From a draft of any version; people who are gone fall away. */
  begin(draft: Json, isHere: (id: string) => boolean): void {
    if (typeof draft !== 'object' || draft === null || Array.isArray(draft)) return;
    const kept = draft as Readonly<Record<string, Json>>;
    const texts = (name: string): readonly string[] => {
      const value = kept[name];
      return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
    };
    const text = (name: string): string => {
      const value = kept[name];
      return typeof value === 'string' ? value : '';
    };
    this.selection = new Set(texts('people').filter(isHere));
    this.purposes = texts('purposes').filter((code) => consentPurposes.labelOf(code) !== undefined);
    this.channel = consentChannels.labelOf(text('channel')) === undefined ? '' : text('channel');
    this.guardianName = text('guardianName');
    this.signedOn = text('signedOn');
    this.originalsAt = text('originalsAt');
    this.#typedExpiry = text('expiresOn') === '' ? undefined : text('expiresOn');
  }

  /** For the next people of the pile: how they signed stays, whom and what is ticked anew. */
  startNext(): void {
    this.selection = new Set<string>();
    this.purposes = [];
    this.#isTried = false;
    this.#refused = [];
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
    this.#failure = undefined;
    this.#refused = [];
    this.#isTried = true;
    const input = this.#input();
    if (Object.keys(this.#missing()).length > 0 || input === undefined || this.isBusy) {
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
    if (error.type === 'commit') {
      this.#failure = failureText(error.failure);
      return;
    }
    const fields = Object.entries(error.fields);
    this.#refused = fields.map(([field, message]) => ({
      field,
      message,
      value: this.#valueOf(field)
    }));
    if (fields.length === 0) this.#failure = error.message;
  }
}
