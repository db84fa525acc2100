import { faultOf } from '../domain/fault.ts';
import { t, type Key } from '../i18n/text.ts';

/** What to say of what could not be computed: that a table's data are lost, for then nothing else helps, or what the page says itself. */
export function troubleOf(error: Error | null, otherwise: Key): string {
  return t(error && faultOf(error).code === 'missing-load' ? 'errors.fault-missing-load' : otherwise);
}
