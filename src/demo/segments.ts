/** A latent kind of customer. Nothing in the files says which one a person is; the truth does. */
export interface Segment {
  name: string;
  /** Share of all customers before age, city and joining date shift it. */
  share: number;
  /** Mean orders a day while alive; each person's own rate is gamma around it. */
  rate: number;
  /** Mean days until dropping out for good; each person's own hazard is gamma around it. */
  lifetime: number;
  /** Multiplies the size of a basket. */
  spend: number;
  /** App sessions a day while alive. */
  sessions: number;
  /** Chance to open a message sent at the best hour. */
  opens: number;
  /** Chance of an extra order within fourteen days because of a message (see campaigns.ts), for people still alive. */
  persuadable: number;
}

export const SEGMENTS: readonly Segment[] = [
  { name: '高价值忠诚', share: 0.085, rate: 0.062, lifetime: 1700, spend: 1.75, sessions: 0.02, opens: 0.45, persuadable: 0.02 },
  { name: '高潜力', share: 0.13, rate: 0.031, lifetime: 800, spend: 1.05, sessions: 0.045, opens: 0.4, persuadable: 0.22 },
  { name: '促销敏感', share: 0.2, rate: 0.025, lifetime: 600, spend: 0.8, sessions: 0.016, opens: 0.32, persuadable: 0.3 },
  { name: '普通', share: 0.245, rate: 0.017, lifetime: 430, spend: 0.95, sessions: 0.009, opens: 0.18, persuadable: 0.05 },
  { name: '一次性', share: 0.34, rate: 0, lifetime: 0, spend: 0.85, sessions: 0.01, opens: 0.08, persuadable: 0 },
]; // prettier-ignore

export const LOYAL = 0;
export const PROMISING = 1;
export const BARGAIN = 2;
export const ORDINARY = 3;
export const ONE_OFF = 4;

/** Gamma shapes of the purchase rate and of the drop-out hazard: how unlike the people of one segment are. */
export const RATE_SHAPE = 1.6;
export const HAZARD_SHAPE = 2.5;
