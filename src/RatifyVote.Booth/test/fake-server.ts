// A web host in memory, behind `fetch`: it records every request, so that tests can say what was sent and when.
import { utf8 } from '../src/protocol/bytes.ts';

export interface Sent {
  readonly url: string;
  readonly method: string;
  readonly credentials: string | undefined;
  readonly referrerPolicy: string | undefined;
  readonly headers: Record<string, string>;
  readonly body: string;
}

type Reply = { status?: number; body: string | Uint8Array } | 'no-connection';
type Handler = (sent: Sent) => Reply | Promise<Reply>;

export class FakeServer {
  readonly requests: Sent[] = [];
  private readonly handlers = new Map<string, Handler>();

  on(route: string, handler: Handler): this {
    this.handlers.set(route, handler);
    return this;
  }

  json(route: string, body: unknown): this {
    return this.on(route, () => ({ body: JSON.stringify(body) }));
  }

  sent(route: string): Sent[] {
    return this.requests.filter((r) => `${r.method} ${r.url}` === route);
  }

  install(): void {
    globalThis.fetch = (async (input: string, init: RequestInit = {}) => {
      const sent: Sent = {
        url: input, method: init.method ?? 'GET', credentials: init.credentials, referrerPolicy: init.referrerPolicy,
        headers: (init.headers ?? {}) as Record<string, string>, body: typeof init.body === 'string' ? init.body : '',
      };
      this.requests.push(sent);
      const handler = this.handlers.get(`${sent.method} ${sent.url}`);
      if (handler === undefined) return new Response('{"error":"NotFound"}', { status: 404 });
      const reply = await handler(sent);
      if (reply === 'no-connection') throw new TypeError('network');
      return new Response(reply.body as BodyInit, { status: reply.status ?? 200 });
    }) as typeof fetch;
  }
}

export function pad(content: object, bytes: number): string {
  const empty = JSON.stringify({ ...content, pad: '' });
  return JSON.stringify({ ...content, pad: ' '.repeat(bytes - utf8(empty).length) });
}

/** Waits until `found` answers something other than undefined, null or false. */
export async function eventually<T>(found: () => T | undefined | null | false, what = 'the page'): Promise<T> {
  for (let i = 0; i < 4000; i++) {
    const value = found();
    if (value !== undefined && value !== null && value !== false) return value;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`${what} did not come; shown: ${document.body.textContent}`);
}

export const heading = (): string => document.querySelector('h2')?.textContent ?? '';

export function click(words: string): void {
  const found = [...document.querySelectorAll<HTMLElement>('button, a')].find((b) => b.textContent === words);
  if (found === undefined) throw new Error(`no button ${words}; shown: ${document.body.textContent}`);
  found.click();
}

export function submit(): void {
  (document.querySelector('form') as HTMLFormElement).dispatchEvent(new Event('submit', { cancelable: true, bubbles: true }));
}

/** Puts a file into a file input, which scripts of a page cannot do. */
export function chooseFile(input: HTMLInputElement, text: string): void {
  Object.defineProperty(input, 'files', { configurable: true, value: [new Blob([text])] });
  input.dispatchEvent(new Event('change'));
}

export function mount(id: string, data: Record<string, string>): HTMLElement {
  const root = document.createElement('div');
  root.id = id;
  Object.assign(root.dataset, { csrf: 'token', ...data });
  document.body.replaceChildren(root);
  return root;
}
