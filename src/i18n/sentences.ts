import { t } from './text.ts';

/** Sentences one after another as the language sets them: English with a space between, Chinese with none. Empty ones are left out. */
export function sentences(...said: readonly string[]): string {
  return said.filter((one) => one !== '').reduce((first, second) => t('shell.two-sentences', { first, second }));
}
