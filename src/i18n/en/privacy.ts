/** Messages about: what is stored, what left, how that is enforced, how to check it. */
export const privacy = {
  'privacy.title': 'What leaves this device',
  'privacy.sent-none': '0 bytes sent',
  'privacy.sent-none-short': '0 B',
  'privacy.sent-some': { one: '{n} request sent', other: '{n} requests sent' },
  'privacy.lock': 'Open the privacy panel',
  'privacy.lead': 'Nothing has left this device.',
  'privacy.lead-bad': 'Something tried to leave this device.',

  'privacy.left': 'What left',
  'privacy.left-outside': 'Requests to other sites',
  'privacy.left-blocked': 'Attempts that the browser blocked',
  'privacy.left-own': 'Parts of Zhike fetched from its own site',
  'privacy.left-note':
    'Counted since this tab was opened, from the browser’s own records of this page. Background workers keep no record that a page can read; the same rule binds them.',
  'privacy.blocked-list': 'What was blocked',
  'privacy.outside-list': 'Where requests went',

  'privacy.stored': 'What is stored here',
  'privacy.stored-used': 'Space used on this device',
  'privacy.stored-workspaces': 'Workspaces',
  'privacy.stored-kept': 'Kept until you delete it',
  'privacy.stored-kept-yes': 'yes',
  'privacy.stored-kept-no': 'the browser may clear it when space runs out',
  'privacy.stored-note':
    'Tables, mappings and results lie in this browser’s own database (IndexedDB). Language and appearance lie in local storage. There is no account and no cookie.',
  'privacy.persist': 'Ask the browser to keep it',

  'privacy.enforced': 'How it is enforced',
  'privacy.enforced-policy':
    'The page states a content security policy, and the browser enforces it: no connection to any other site, no foreign code, no forms that submit.',
  'privacy.enforced-workers': 'The workers that read your data inherit the same policy.',
  'privacy.enforced-engine':
    'The database engine is locked when it starts: no extensions, no network, only the files that you gave it.',
  'privacy.enforced-tests': 'Every release runs tests that try to break out, and fails if one succeeds.',
  'privacy.policy': 'The policy in force',
  'privacy.policy-none': 'No policy is in force: this is a development copy. Do not open real customer data in it.',

  'privacy.check': 'Check it yourself',
  'privacy.check-network': 'Open the developer tools (F12), choose Network, and work: no request carries your data.',
  'privacy.check-offline': 'Disconnect from the network after loading. Everything goes on working.',
  'privacy.check-try': 'Or let the page try to reach another site now:',
  'privacy.try': 'Try to send',
  'privacy.try-blocked': 'The browser refused. Nothing was sent.',
  'privacy.try-open': 'The browser did not refuse. Do not use this copy for real data.',
} as const;
