import type { Component } from 'svelte';

/** An icon component, as `@lucide/svelte/icons/<name>` exports it. Always beside a word, or in a button that has a spoken label. */
export type Icon = Component<{ size?: number | string; strokeWidth?: number | string; 'aria-hidden'?: 'true' }>;
