/** A place of the app as the shell shows it. Only places that have something are given. */
import type { Component } from 'svelte';

export interface NavItem {
  readonly id: string;
  readonly label: string;
  readonly href: string;
  readonly icon: Component;
  /** A number that wants attention, e.g. visits due; 0 or missing shows nothing. */
  readonly count?: number;
  /** On a phone it stands behind 更多. */
  readonly isSecondary?: boolean;
}
