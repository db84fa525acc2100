import { t } from './text.ts';

/** Sentences one after another as the language sets them: English with a space between, Chinese with none. Empty ones are left out. */
export function sentences(...said: readonly string[]): string {
  const [begin = '', ...rest] = said.filter((one) => one !== '');
  return rest.reduce((first, second) => t('shell.two-sentences', { first, second }), begin);
}
