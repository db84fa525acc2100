import { language, preferred, LANGUAGES, type Language } from '../i18n/language.svelte.ts';

export type Theme = 'system' | 'light' | 'dark';

/** Language and theme: the only two things kept in localStorage. */
class Preferences {
  #theme = $state<Theme>('system');

  get theme(): Theme {
    return this.#theme;
  }

  get language(): Language {
    return language.current;
  }

  /** Reads what was kept, else what the browser prefers; call once before the first paint. */
  restore(): void {
    const kept = read('zhike.language');
    this.setLanguage(LANGUAGES.find((known) => known === kept) ?? preferred(navigator.languages));
    const theme = read('zhike.theme');
    this.setTheme(theme === 'light' || theme === 'dark' ? theme : 'system');
  }

  setLanguage(next: Language): void {
    language.set(next);
    document.documentElement.lang = next;
    write('zhike.language', next);
  }

  setTheme(next: Theme): void {
    this.#theme = next;
    if (next === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = next;
    write('zhike.theme', next);
  }
}

export const preferences = new Preferences();

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // storage is forbidden: the page works, and forgets
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    return;
  }
}
