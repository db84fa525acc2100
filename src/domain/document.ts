/** What every definition carries: the closed `kind`, a stable id, a name, a version that grows by one with every save. */
export interface Document {
  readonly kind: string;
  readonly id: string;
  readonly version: number;
}
