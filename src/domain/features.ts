import { BASICS } from './features/basics.ts';
import { BEHAVIOUR } from './features/behaviour.ts';
import { INTERESTS } from './features/interests.ts';
import { RISK } from './features/risk.ts';
import { VALUE } from './features/value.ts';
import { available } from './feature.ts';
import type { Feature } from './feature.ts';
import type { Shape } from './table.ts';

const ALL = [...BASICS, ...BEHAVIOUR, ...INTERESTS, ...VALUE, ...RISK] as const;

export type FeatureId = (typeof ALL)[number]['id'];

/** Every feature of the profile, block by block in the order in which they are shown. */
export const FEATURES: readonly (Feature & { readonly id: FeatureId })[] = ALL;

/** The features that the loaded sources provide: the profile's columns, in order. */
export function featuresOf(shape: Shape): readonly (Feature & { readonly id: FeatureId })[] {
  return FEATURES.filter((feature) => available(feature, shape));
}

/** The feature with that id; throws where there is none. */
export function featureOf(id: string): Feature & { readonly id: FeatureId } {
  const found = FEATURES.find((feature) => feature.id === id);
  if (!found) throw new Error(`no such feature: ${id}`);
  return found;
}
