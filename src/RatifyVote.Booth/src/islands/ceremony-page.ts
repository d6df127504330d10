// A trustee's page through the key ceremony. The seed lives in this object and in the encrypted file that the trustee downloads;
// before anything of a key is sent, the file must have been read again (a crash afterwards then loses nothing).
import { FormatError, sha256Hex } from '../protocol/bytes.ts';
import { CeremonyFault, checkRecord, makeCert, makePolynomial, makeVoutput, newSeed, openCerts, openDecryptionKey, proveKeyWorks, secretsOf, type TrusteeSecrets } from '../protocol/ceremony.ts';
import { proofJson, signedJson } from '../protocol/proofs.ts';
import { sealKeyFile } from '../protocol/keyfile.ts';
import { parseTrustees } from '../protocol/trustees.ts';
import { ser } from '../protocol/group.ts';
import { actions, button, downloadLink, el, field, grouped, notice, showStep, statusLine } from './dom.ts';
import { errorNotice, getJson, postJson, requiredData, RequestError } from './http.ts';
import { ceremonyStateOf, type CeremonyState } from './ceremony-state.ts';
import { keyFileForm } from './key-file-form.ts';
import { loadTexts, type Say } from './texts.ts';

const POLL_MS = 5_000;
const SHORTEST_PASSPHRASE = 14;

export async function mountCeremony(root: HTMLElement): Promise<void> {
  await new CeremonyPage(root, await loadTexts(root)).refresh();
}

class CeremonyPage {
  private readonly vote: string;
  private readonly csrf: string;
  private secrets: TrusteeSecrets | null = null;
  private me = 0;
  private shown = '';
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly root: HTMLElement, private readonly say: Say) {
    this.vote = requiredData(root, 'vote');
    this.csrf = requiredData(root, 'csrf');
  }

  async refresh(): Promise<void> {
    clearTimeout(this.timer);
    let state: CeremonyState;
    try {
      state = ceremonyStateOf(await getJson(`/trustees/${this.vote}/state`), this.vote);
    } catch (error) {
      this.shown = '';
      showStep(this.root, this.say('ceremony.title'), errorNotice(this.root, this.say, error, () => void this.refresh()));
      return;
    }
    if (!this.root.isConnected) return;
    // Somebody else signed in in another tab: these secrets are not theirs.
    if (state.me !== this.me) [this.me, this.secrets] = [state.me, null];
    // The same situation is not drawn again: what is being typed stays.
    const situation = JSON.stringify([state.me, state.round, state.done, state.aborted, state.nonce]);
    if (situation !== this.shown) {
      this.shown = situation;
      await this.show(state);
    }
    const idle = state.round === 'invited' || (state.done[state.me - 1] === true && state.round !== 'ready');
    if (idle && state.aborted === null) this.timer = setTimeout(() => void this.refresh(), POLL_MS);
  }

  private async show(state: CeremonyState): Promise<void> {
    if (state.aborted !== null) return this.showAborted(state);
    if (state.round === 'invited') return this.step(state, this.say('ceremony.invited'));
    if (state.round === 'ready') return this.showReady(state);
    if (state.done[state.me - 1] === true) return this.step(state, this.say('ceremony.waiting'));
    switch (state.round) {
      case 'certs':
        return this.showMakeKey(state);
      case 'polynomials':
        return this.withSecrets(state, (secrets) => this.showFingerprints(state, secrets));
      case 'keys':
        return this.withSecrets(state, (secrets) => this.sendKey(state, secrets));
      case 'checked':
        return this.showKeyCheck(state);
    }
  }

  // Round 1

  private showMakeKey(state: CeremonyState): void {
    const { say } = this;
    const first = field(say('ceremony.new-passphrase'), { type: 'password', autocomplete: 'new-password', required: true });
    const second = field(say('ceremony.repeat-passphrase'), { type: 'password', autocomplete: 'new-password', required: true });
    const said = el('div', { role: 'alert' });
    const make = async () => {
      const passphrase = first.input.value;
      if ([...passphrase].length < SHORTEST_PASSPHRASE) return said.replaceChildren(notice('warn', say('ceremony.too-short')));
      if (passphrase !== second.input.value) return said.replaceChildren(notice('warn', say('ceremony.not-equal')));
      said.replaceChildren(notice('info', say('trustee.working')));
      const seed = newSeed();
      const text = await sealKeyFile({ vote: this.vote, owner: state.me }, { seed, decryptionKey: null }, passphrase);
      [first.input.value, second.input.value] = ['', ''];
      this.showProveFile(state, text);
    };
    this.step(state, say('ceremony.certs'), el('p', {}, say('ceremony.certs.lead')),
      el('form', { autocomplete: 'off', submit: (event) => { event.preventDefault(); void make(); } },
        first.node, second.node, said,
        actions(el('button', { type: 'submit', class: 'primary' }, say('ceremony.make')),
          button(say('ceremony.have-file'), 'secondary', () => this.showProveFile(state, null)))));
  }

  /** `made`: the file just made, which is the one that must come back; null when the trustee has one from before. */
  private showProveFile(state: CeremonyState, made: string | null): void {
    const { say } = this;
    const name = `ratifyvote-trustee-${this.vote}-${state.me}.json`;
    const link = made === null ? null : downloadLink(say('ceremony.download-again'), name, made);
    this.step(state, say(made === null ? 'ceremony.resume' : 'ceremony.prove'),
      made === null ? null : el('p', {}, say('ceremony.prove.lead')),
      keyFileForm(say, { vote: this.vote, owner: state.me }, say('trustee.open'), async (content, text) => {
        if (made !== null && text !== made) return say('ceremony.not-this-file');
        this.secrets = secretsOf(content.seed, state);
        await this.post('cert', { cert: signedJson(makeCert(state, this.secrets)) });
        return null;
      }),
      actions(link));
    link?.click();
  }

  // Rounds 2 and 3

  private async withSecrets(state: CeremonyState, go: (secrets: TrusteeSecrets) => Promise<void> | void): Promise<void> {
    if (this.secrets !== null) return go(this.secrets);
    this.step(state, this.say('ceremony.resume'), keyFileForm(this.say, { vote: this.vote, owner: state.me }, this.say('trustee.open'), async (content) => {
      this.secrets = secretsOf(content.seed, state);
      await go(this.secrets);
      return null;
    }));
  }

  private async showFingerprints(state: CeremonyState, secrets: TrusteeSecrets): Promise<void> {
    const { say } = this;
    await this.orAbort(state, () => {
      const certs = openCerts(state, secrets, state.certs);
      this.step(state, say('ceremony.polynomials'), el('p', {}, say('ceremony.polynomials.lead')),
        el('dl', { class: 'rv-facts' }, ...certs.flatMap((cert) => [
          el('dt', {}, say('ceremony.trustee', { index: cert.index, name: state.names[cert.index - 1] ?? '' })),
          el('dd', {}, grouped(sha256Hex(cert.signed.message).slice(0, 32), 'rv-hash')),
        ])),
        actions(button(say('ceremony.match'), 'primary', () => void this.orAbort(state, async () => {
          this.step(state, say('trustee.working'));
          await this.post('polynomial', await makePolynomial(state, secrets, certs));
        }))));
      return Promise.resolve();
    });
  }

  private async sendKey(state: CeremonyState, secrets: TrusteeSecrets): Promise<void> {
    this.step(state, this.say('ceremony.keys'));
    await this.orAbort(state, async () => {
      const { vinput } = state;
      if (vinput === null) throw new CeremonyFault('RecordWrong', null);
      const output = await makeVoutput(state, secrets, openCerts(state, secrets, state.certs), vinput);
      await this.post('voutput', { private_key: output.privateKey, public_key: output.publicKey });
    });
  }

  // The file, tried

  private showKeyCheck(state: CeremonyState): void {
    const { say } = this;
    this.step(state, say('ceremony.checked'), el('p', {}, say('ceremony.checked.lead')), this.recordFacts(state), this.tryFile(state, async (secrets, S) => {
      const X = checkRecord(state, secrets, state.trustees ?? '', S);
      const proof = proveKeyWorks(state, S, X, state.nonce ?? '');
      await this.post('keycheck', { owner: state.me, nonce: state.nonce, proof: proofJson(proof) });
    }));
  }

  private showReady(state: CeremonyState): void {
    const { say } = this;
    const said = statusLine();
    this.step(state, say('ceremony.ready'), el('p', {}, say('ceremony.ready.lead')), this.recordFacts(state), this.tryFile(state, (secrets, S) => {
      checkRecord(state, secrets, state.trustees ?? '', S);
      said.textContent = say('ceremony.tried');
      return Promise.resolve();
    }), said);
  }

  private tryFile(state: CeremonyState, use: (secrets: TrusteeSecrets, decryptionKey: bigint) => Promise<void>): HTMLElement {
    return keyFileForm(this.say, { vote: this.vote, owner: state.me }, this.say('trustee.open'), async (content) => {
      const secrets = secretsOf(content.seed, state);
      try {
        await use(secrets, content.decryptionKey ?? (await openDecryptionKey(secrets, state.privateKey ?? '')));
        return null;
      } catch (error) {
        if (error instanceof CeremonyFault) return `${this.say('trustee.wrong-key')} ${this.say(`abort.${error.reason}`)}`;
        throw error;
      }
    });
  }

  private recordFacts(state: CeremonyState): HTMLElement | null {
    if (state.trustees === null) return null;
    try {
      const { keys } = parseTrustees(state.trustees, this.vote);
      return el('dl', { class: 'rv-facts' },
        el('dt', {}, this.say('ceremony.record')), el('dd', {}, grouped(sha256Hex(state.trustees).slice(0, 32), 'rv-hash')),
        ...keys.flatMap((key, i) => [
          el('dt', {}, this.say('ceremony.trustee', { index: i + 1, name: state.names[i] ?? '' })),
          el('dd', {}, grouped(ser(key.X).slice(0, 32), 'rv-hash')),
        ]));
    } catch (error) {
      if (error instanceof FormatError) return notice('bad', this.say('abort.RecordWrong'));
      throw error;
    }
  }

  // Frame

  private async post(what: string, body: unknown): Promise<void> {
    try {
      await postJson(`/trustees/${this.vote}/${what}`, this.csrf, body);
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      this.shown = '';
      if (error.code === 'WrongState') {
        await this.refresh();
        return;
      }
      showStep(this.root, this.say('ceremony.title'), errorNotice(this.root, this.say, error, () => void this.post(what, body)));
      return;
    }
    await this.refresh();
  }

  /** A fault in somebody's message stops the ceremony for everybody, with the offender's number. */
  private async orAbort(state: CeremonyState, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof CeremonyFault)) throw error;
      this.secrets = null;
      await this.post('abort', { round: state.round, ...(error.offender === null ? {} : { offender: error.offender }), reason: error.reason });
      this.showAborted({ ...state, aborted: { by: state.me, offender: error.offender, reason: error.reason } });
    }
  }

  private showAborted(state: CeremonyState): void {
    const { say } = this;
    const { by, offender, reason } = state.aborted as NonNullable<CeremonyState['aborted']>;
    clearTimeout(this.timer);
    this.step(state, say('ceremony.aborted'), notice('bad', say('ceremony.aborted.lead', { by }), say(`abort.${reason}`), offender === null ? say('ceremony.nobody') : say('ceremony.offender', { offender })));
  }

  private step(state: CeremonyState, heading: string, ...children: (Node | string | null)[]): void {
    const { say } = this;
    showStep(this.root, heading, ...children,
      el('p', {}, say('ceremony.facts', { me: state.me, n: state.size, t: state.threshold })),
      el('ul', { class: 'rv-list' }, ...state.names.map((name, i) =>
        el('li', {}, `${say('ceremony.trustee', { index: i + 1, name })} – ${say(state.done[i] === true ? 'ceremony.done' : 'ceremony.owed')}`))));
  }
}
