import type { RfmDefinition } from './rfm.ts';

/** The eight classes: 4 where R is high (recent), 2 where F is high, 1 where M is high, added up. */
export const RFM_CLASSES = [7, 5, 3, 1, 6, 4, 2, 0] as const;
export type RfmClass = (typeof RFM_CLASSES)[number];

/** R, F and M of a class as the field writes it: `111` is high in all three. */
export type RfmCode = '111' | '101' | '011' | '001' | '110' | '100' | '010' | '000';

const CODES = ['000', '001', '010', '011', '100', '101', '110', '111'] as const satisfies readonly RfmCode[];

/** Which name set a definition uses; the names themselves are messages. */
export type RfmNames = RfmDefinition['names'];
export const RFM_NAMES = ['classic', 'quick-audience', 'vecdp'] as const satisfies readonly RfmNames[];

/** The class of a customer who is high or low in each measure. */
export function rfmClass(high: { readonly r: boolean; readonly f: boolean; readonly m: boolean }): RfmClass {
  return (4 * Number(high.r) + 2 * Number(high.f) + Number(high.m)) as RfmClass;
}

/** `101` for class 5; throws for what is no class. */
export function rfmCode(cls: number): RfmCode {
  const code = CODES[cls];
  if (code === undefined) throw new Error(`no such rfm class: ${cls}`);
  return code;
}

/** The message that names a class in a name set: `rfm.class.classic.111`. */
export function rfmClassKey<N extends RfmNames>(names: N, cls: number): `rfm.class.${N}.${RfmCode}` {
  return `rfm.class.${names}.${rfmCode(cls)}`;
}

/** The message that says in one phrase what to do for a class: `rfm.action.111`. */
export function rfmActionKey(cls: number): `rfm.action.${RfmCode}` {
  return `rfm.action.${rfmCode(cls)}`;
}
