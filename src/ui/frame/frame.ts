import type { Icon } from '../icon.ts';

/** One line of the navigation. */
export interface NavigationItem {
  readonly href: string;
  readonly label: string;
  readonly icon: Icon;
  readonly current: boolean;
}

/** The steps of the work: data, model, action, feedback; the first group has no name. */
export interface NavigationGroup {
  readonly label: string | null;
  readonly items: readonly NavigationItem[];
}

/** A long job as the bar shows it; all texts are in the reader's language. */
export interface JobLine {
  readonly id: string;
  readonly text: string;
  /** 0 to 1; null where the end is not known. */
  readonly share: number | null;
  /** "3.1 M rows", "12 s left": what is known, in order. */
  readonly facts: readonly string[];
  readonly cancel?: () => void;
}

/** What the workspace menu needs to know of a workspace. */
export interface WorkspaceName {
  readonly id: string;
  readonly name: string;
  /** ISO 4217. */
  readonly currency: string;
}
