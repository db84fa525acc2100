/** A workspace: a name, a currency, and the moment from which everything is looked at. */
export interface Workspace {
  readonly id: string;
  readonly name: string;
  /** ISO 4217, `CNY` unless the analyst says otherwise. */
  readonly currency: string;
  /** Start of the day after the last event looked at, `YYYY-MM-DD`; null follows the data. */
  readonly asOf: string | null;
  readonly createdAt: string;
  readonly openedAt: string;
  /** True for a workspace that the demo built. */
  readonly demo: boolean;
}
