// Words in the reader's language.
import { FormatError } from '../protocol/bytes.ts';
import { looseObject, parseJson } from '../protocol/json.ts';
import { EN, type TextKey } from './texts.en.ts';

export type Say = (key: TextKey, values?: Readonly<Record<string, string | number>>) => string;

/** English, with what `localised` has in its place. */
export function textsOf(localised: Readonly<Record<string, unknown>> = {}): Say {
  return (key, values = {}) => {
    const found = localised[key];
    const text = typeof found === 'string' ? found : EN[key];
    return text.replace(/\{([a-z]+)\}/g, (whole, name: string) => (Object.hasOwn(values, name) ? String(values[name]) : whole));
  };
}

/** The texts named by the root's data-texts; English when there are none or they cannot be had. */
export async function loadTexts(root: HTMLElement): Promise<Say> {
  const url = root.dataset['texts'];
  if (url === undefined) return textsOf();
  try {
    const answer = await fetch(url, { credentials: 'same-origin' });
    return answer.ok ? textsOf(looseObject(parseJson(await answer.text()))) : textsOf();
  } catch (error) {
    if (error instanceof FormatError || error instanceof TypeError) return textsOf();
    throw error;
  }
}
