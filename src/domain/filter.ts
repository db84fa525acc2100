/** One condition on a customer, over a field of the customer book (profile feature, `rfm.class`, `rfm.group`, attribute). */
export type Condition =
  | { readonly field: string; readonly op: 'in'; readonly values: readonly (string | number | boolean | null)[] }
  | {
      readonly field: string;
      readonly op: 'between';
      readonly min: number | string | null;
      readonly max: number | string | null;
    }
  | { readonly field: string; readonly op: 'contains'; readonly text: string }
  | { readonly field: string; readonly op: 'is-empty' | 'is-not-empty' };

/** All conditions must hold. The empty list is everybody. The same filter holds on every page. */
export type Filter = readonly Condition[];
