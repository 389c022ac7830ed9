/** What the harness page offers to the test runner as `globalThis.harness`. Everything crosses as plain data. */
import type { Step } from './steps';

export interface OpenReport {
  /** Read-write transactions that opening the replica needed: 0 when nothing had to be mended. */
  readonly writesAtOpening: number;
}

export interface SeenState {
  readonly lines: readonly string[];
  /** Lines of search keys in id order; part of the view pages. */
  readonly searchKeys: string;
  /** 核对码 of both scopes, hexadecimal. */
  readonly digests: readonly string[];
  readonly isComplete: boolean;
  /** Fields in conflict, of all people: 0 for one device. */
  readonly conflicts: number;
  /** Heads of every chain of the log. */
  readonly frontier: string;
  readonly slot: string;
}

/** Secrets of the open vault, hexadecimal by name, for the scans to look for. */
export type KeyMaterial = Readonly<Record<string, string>>;

export interface Harness {
  found(passphrase: string | null): Promise<{ readonly recoveryKey: string }>;
  open(passphrase: string | null): Promise<OpenReport>;
  /** Resolves when the commit (or fold) has resolved; throws on a failure. */
  perform(step: Step): Promise<void>;
  state(): Promise<SeenState>;
  rebuild(): Promise<void>;
  /** Commits people, one with free text, and leaves a draft, all holding the canaries. */
  plant(canaries: readonly string[]): Promise<void>;
  /** Texts of the planted people and of the draft, as the open book reads them. */
  readPlanted(): Promise<string>;
  /** A sealed backup file, base64, through the app's own service with its trial restore. */
  backup(passphrase: string): Promise<string>;
  revealKeys(passphrase: string | null): Promise<KeyMaterial>;
  close(): Promise<void>;
}
