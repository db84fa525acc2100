/** The languages of the page. */
export const LANGUAGES = ['zh-CN', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The language that the reader sees now; setting it re-renders all text and keeps all state. */
class Current {
  #language = $state<Language>('zh-CN');

  get current(): Language {
    return this.#language;
  }

  set(language: Language): void {
    this.#language = language;
  }
}

export const language = new Current();

/** The reader's language from what her browser asks for: Chinese for any Chinese, English for the rest. */
export function preferred(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    if (tag.toLowerCase().startsWith('zh')) return 'zh-CN';
    if (tag.toLowerCase().startsWith('en')) return 'en';
  }
  return 'en';
}
