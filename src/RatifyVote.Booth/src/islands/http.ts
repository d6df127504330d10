// Requests of the islands, and what can come back instead of an answer.
import { FormatError } from '../protocol/bytes.ts';
import { looseObject, parseJson, stringOf, type Json } from '../protocol/json.ts';
import type { TextKey } from './texts.en.ts';
import type { Say } from './texts.ts';
import { actions, button, el, notice } from './dom.ts';

export type ErrorCode =
  | 'SignInAgain' | 'NotAllowed' | 'NotFound' | 'Unreadable' | 'WrongState' | 'TryAgainLater'
  | 'AttestationWrong' | 'AttestationsMissing' | 'DecryptionWrong' | 'Offline' | 'BadAnswer';

const CODES: readonly ErrorCode[] = ['SignInAgain', 'NotAllowed', 'NotFound', 'Unreadable', 'WrongState', 'TryAgainLater', 'AttestationWrong', 'AttestationsMissing', 'DecryptionWrong'];

/** The server's refusal, or that there was no (readable) answer. `detail`: a code of one endpoint's own. */
export class RequestError extends Error {
  override readonly name = 'RequestError';
  constructor(readonly code: ErrorCode, readonly detail: string | null = null) {
    super(detail ?? code);
  }
}

const TIMEOUT_MS = 30_000;

/** fetch that never hangs; no connection and no answer are `Offline`. */
export async function ask(url: string, init: RequestInit, timeout = TIMEOUT_MS): Promise<Response> {
  try {
    return await fetch(url, { cache: 'no-store', redirect: 'error', referrerPolicy: 'no-referrer', signal: AbortSignal.timeout(timeout), ...init });
  } catch (error) {
    if (error instanceof TypeError || error instanceof DOMException) throw new RequestError('Offline');
    throw error;
  }
}

/** A public record, asked for without the cookie. */
export async function getPublicText(url: string): Promise<string> {
  return textOf(await ask(url, { credentials: 'omit' }));
}

export async function getJson(url: string): Promise<Json> {
  return readable(parseJson)(await textOf(await ask(url, { credentials: 'same-origin' })));
}

/** With cookie and antiforgery token. */
export async function postJson(url: string, csrf: string, body: unknown): Promise<Json> {
  const answer = await ask(url, {
    method: 'POST', credentials: 'same-origin', headers: { 'Content-Type': 'application/json', 'X-CSRF': csrf }, body: JSON.stringify(body),
  });
  return readable(parseJson)(await textOf(answer));
}

/** The body; a connection lost half way is `Offline`. */
export async function bodyOf(answer: Response): Promise<string> {
  try {
    return await answer.text();
  } catch (error) {
    if (error instanceof TypeError || error instanceof DOMException) throw new RequestError('Offline');
    throw error;
  }
}

async function textOf(answer: Response): Promise<string> {
  const text = await bodyOf(answer);
  if (answer.ok) return text;
  throw refusalOf(answer.status, text);
}

/** What a status >= 400 and its body say: a code every island has words for, or one of the endpoint's own in `detail`. */
export function refusalOf(status: number, text: string): RequestError {
  let code: string | null = null;
  try {
    code = stringOf(looseObject(parseJson(text))['error']);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
  }
  const known = CODES.find((c) => c === code);
  if (known !== undefined) return new RequestError(known);
  if (code !== null) return new RequestError('BadAnswer', code);
  return new RequestError(status === 503 || status === 429 ? 'TryAgainLater' : status === 401 ? 'SignInAgain' : status === 404 ? 'NotFound' : 'BadAnswer');
}

function readable<T>(read: (text: string) => T): (text: string) => T {
  return (text) => {
    try {
      return read(text);
    } catch (error) {
      if (error instanceof FormatError) throw new RequestError('BadAnswer');
      throw error;
    }
  };
}

/** What to show for a failed request: words, a way to sign in where that helps, a way to try again. */
export function errorNotice(root: HTMLElement, say: Say, error: unknown, again: (() => void) | null): HTMLElement {
  const code: ErrorCode = error instanceof RequestError ? error.code : 'BadAnswer';
  if (!(error instanceof RequestError) && !(error instanceof FormatError)) console.error(error);
  const key: TextKey = `error.${code}`;
  return el('div', {},
    notice('bad', say(key)),
    actions(
      code === 'SignInAgain' ? el('a', { class: 'button primary', href: signInUrl(root) }, say('sign-in')) : null,
      again === null ? null : button(say('try-again'), 'primary', again),
    ));
}

export function signInUrl(root: HTMLElement): string {
  return root.dataset['signIn'] ?? `/account/sign-in?returnUrl=${encodeURIComponent(location.pathname)}`;
}

/** An attribute the page must have put on the root element. */
export function requiredData(root: HTMLElement, name: string): string {
  const value = root.dataset[name];
  if (value === undefined || value === '') throw new Error(`the page lacks data-${name}`);
  return value;
}
