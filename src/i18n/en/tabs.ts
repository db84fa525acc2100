/** Messages about: several tabs with one workspace, and storage that changes under an open tab. */
export const tabs = {
  'tabs.reading': 'Another tab works in this workspace; this one only shows it',
  'tabs.reading-about': 'What is saved there appears here. The as-of day, filters and exports work for your own view.',
  'tabs.take': 'Work here instead',
  'tabs.waiting': 'Asking the other tab to hand over',
  'tabs.waiting-about': 'It finishes what it is saving first, so that nothing is lost.',
  'tabs.why': 'Another tab works in this workspace, so nothing can be changed here.',
  'tabs.why-short': 'open in another tab',
  'tabs.owner-now': 'You work in this workspace here now. Everything saved in the other tab is in it.',
  'tabs.removed': '“{name}” was deleted in another tab.',
  'tabs.outdated': 'Zhike was updated in another tab',
  'tabs.outdated-about': 'This tab still runs the old version and can save nothing more. Reload it; nothing is lost.',
  'tabs.blocked': 'Another tab still runs an older Zhike',
  'tabs.blocked-about': 'Storage cannot be brought up to date until it is closed. Close it, then reload this one.',
  'tabs.closed': 'The storage of this page was cleared',
  'tabs.closed-about':
    'The browser or somebody at this device removed it while this tab was open. Reload to see what is still there.',
} as const;
