import type { RfmNames } from '../../domain/rfm-class.ts';
import { rfmActionKey, rfmClassKey } from '../../domain/rfm-class.ts';
import { isKey, t } from '../../i18n/text.ts';

/** A class in a name set. */
export function className(names: RfmNames, cls: number): string {
  return say(rfmClassKey(names, cls));
}

/** What to do for a class, in one phrase. */
export function classAction(cls: number): string {
  return say(rfmActionKey(cls));
}

/** A named group of the grid. */
export function groupName(group: string): string {
  return say(`rfm.group.${group}`);
}

function say(key: string): string {
  return isKey(key) ? t(key) : key;
}
