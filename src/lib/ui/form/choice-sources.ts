/** Where the choices of a list that the book itself keeps are added; told while the list is empty. */
import { resolve } from '$app/paths';
import { choiceWords } from '../../text/kit';
import { settings } from '../../text/settings';
import type { ChoiceSource } from './field';

export const orgSource = (): ChoiceSource => ({
  label: choiceWords.inSettings(settings.pages.org.title),
  href: resolve('/settings/org/')
});

export const staffSource = (): ChoiceSource => ({
  label: choiceWords.inSettings(settings.pages.staff.title),
  href: resolve('/settings/staff/')
});

/** For a dialog, which leaving the page would throw away with what was typed: the words alone. */
export const toldOnly = ({ label }: ChoiceSource): ChoiceSource => ({ label });
