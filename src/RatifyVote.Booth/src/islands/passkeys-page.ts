// Sign-in and registration with passkeys on any form that asks for it. Ref: README, "passkeys.js".
import { looseObject, type Json } from '../protocol/json.ts';
import { notice } from './dom.ts';
import { postJson, requiredData, RequestError } from './http.ts';
import { loadTexts, type Say } from './texts.ts';
import { conditionalSupported, createCredential, getAssertion, passkeysSupported, type CreationOptionsJson, type RequestOptionsJson } from './webauthn.ts';

export async function mountPasskeys(form: HTMLFormElement): Promise<void> {
  const say = await loadTexts(form);
  const page = new PasskeyForm(form, say);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void page.run();
  });
  if (form.dataset['passkey'] === 'sign-in' && form.querySelector('input[autocomplete~="webauthn"]') !== null && (await conditionalSupported())) void page.offer();
}

class PasskeyForm {
  private readonly csrf: string;
  private offered: AbortController | null = null;

  constructor(private readonly form: HTMLFormElement, private readonly say: Say) {
    this.csrf = requiredData(form, 'csrf');
  }

  async run(): Promise<void> {
    if (!passkeysSupported()) return this.tell('bad', this.say('passkey.unsupported'));
    this.offered?.abort();
    this.tell('info', this.say('passkey.waiting'));
    await this.attempt(() => (this.form.dataset['passkey'] === 'register' ? this.register() : this.signIn({})));
  }

  /** Passkeys among the browser's suggestions: waits, silently, until one is picked. */
  async offer(): Promise<void> {
    this.offered = new AbortController();
    const { signal } = this.offered;
    await this.attempt(() => this.signIn({ mediation: 'conditional', signal }), true);
  }

  private async signIn(how: Parameters<typeof getAssertion>[1]): Promise<Json> {
    const userName = this.form.querySelector<HTMLInputElement>('input[autocomplete~="username"]')?.value ?? '';
    const options = await postJson(this.url('options', '/account/passkey/request-options'), this.csrf, how?.mediation === 'conditional' || userName === '' ? {} : { userName });
    const credential = await getAssertion(options as unknown as RequestOptionsJson, how);
    return postJson(this.url('result', '/account/passkey/sign-in'), this.csrf, { credential });
  }

  private async register(): Promise<Json> {
    const options = await postJson(this.url('options', '/account/passkey/creation-options'), this.csrf, {});
    const credential = await createCredential(options as unknown as CreationOptionsJson);
    const name = this.form.querySelector<HTMLInputElement>('input[name="passkeyName"]')?.value.trim() ?? '';
    return postJson(this.url('result', '/account/passkey/register'), this.csrf, { credential, ...(name === '' ? {} : { name }) });
  }

  private async attempt(ceremony: () => Promise<Json>, silent = false): Promise<void> {
    try {
      const redirect = looseObject(await ceremony())['redirect'];
      location.assign(localPath(typeof redirect === 'string' ? redirect : this.form.dataset['return']));
    } catch (error) {
      const words = this.wordsFor(error);
      if (!silent || error instanceof RequestError) this.tell('bad', words);
    }
  }

  private wordsFor(error: unknown): string {
    if (error instanceof RequestError) return error.code === 'BadAnswer' || error.code === 'NotAllowed' ? this.say('passkey.refused') : this.say(`error.${error.code}`);
    if (error instanceof DOMException) return this.say(error.name === 'InvalidStateError' ? 'passkey.exists' : 'passkey.cancelled');
    throw error;
  }

  private url(name: 'options' | 'result', usual: string): string {
    return this.form.dataset[`${name}Url`] ?? usual;
  }

  private tell(kind: 'info' | 'bad', words: string): void {
    this.form.querySelector('[data-passkey-status]')?.replaceChildren(notice(kind, words));
  }
}

/** A path of this site, whatever the page or the server said. */
export function localPath(path: string | undefined): string {
  return path !== undefined && /^\/(?![/\\])/.test(path) ? path : '/';
}
