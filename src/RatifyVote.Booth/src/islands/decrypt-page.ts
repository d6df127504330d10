// A trustee's page after the close: verify, attest, decrypt. The key is opened for one step at a time and not kept.
import { attest, attestationJson, countAgreeing, type Attested } from '../protocol/attestation.ts';
import { FormatError } from '../protocol/bytes.ts';
import { CeremonyFault, checkRecord, openDecryptionKey, secretsOf, type Ceremony } from '../protocol/ceremony.ts';
import { decryptTally, verifyDecryption } from '../protocol/decryption.ts';
import type { Element } from '../protocol/group.ts';
import { readJournal, type JournalEntry } from '../protocol/journal.ts';
import type { KeyFileContent } from '../protocol/keyfile.ts';
import { proofJson } from '../protocol/proofs.ts';
import { CheckFailure } from '../protocol/verify-archive.ts';
import { decryptStateOf, type DecryptState, type DecryptUnit } from './decrypt-state.ts';
import { LARGE_UNIT, pastedLines, verifyUnit, type VerifiedUnit } from './decrypt-verify.ts';
import { button, actions, el, grouped, notice, showStep } from './dom.ts';
import { errorNotice, getJson, getPublicText, postJson, requiredData, RequestError } from './http.ts';
import { keyFileForm } from './key-file-form.ts';
import { loadTexts, type Say } from './texts.ts';
import { workerPool, type WorkerPool } from './worker-pool.ts';

const POLL_MS = 5_000;
/** Public hashes of what this browser attested, so that a second, different tally of a unit is noticed. */
const memoryKey = (uuid: string) => `rv-attest|${uuid}`;
const memoryOf = (content: Attested) => `${content.endBallots} ${content.tally} ${content.signoff} ${content.keyDestroyed}`;

export async function mountDecrypt(root: HTMLElement, pool: () => WorkerPool = workerPool): Promise<void> {
  await new DecryptPage(root, await loadTexts(root), pool).refresh();
}

class DecryptPage {
  private readonly vote: string;
  private readonly csrf: string;
  private state: DecryptState | null = null;
  private journal: JournalEntry[] = [];
  private readonly verified = new Map<string, VerifiedUnit>();
  private readonly failures = new Map<string, string>();
  private readonly cells = new Map<string, HTMLElement>();
  private pasted = '';
  private busy = false;
  private shown = '';
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly root: HTMLElement, private readonly say: Say, private readonly pool: () => WorkerPool) {
    this.vote = requiredData(root, 'vote');
    this.csrf = requiredData(root, 'csrf');
  }

  async refresh(): Promise<void> {
    clearTimeout(this.timer);
    try {
      const state = decryptStateOf(await getJson(`/trustees/${this.vote}/decrypt/state`), this.vote);
      this.journal = await readJournal(await getPublicText(`/votes/${this.vote}/journal.jsonl`), this.vote, state.terms.serviceKey);
      this.state = state;
    } catch (error) {
      this.shown = '';
      const detail = error instanceof FormatError ? notice('bad', this.say('decrypt.failed-journal', { detail: error.message })) : null;
      showStep(this.root, this.say('decrypt.title'), detail ?? errorNotice(this.root, this.say, error, () => void this.refresh()));
      return;
    }
    if (!this.root.isConnected) return;
    this.draw();
    this.timer = setTimeout(() => {
      if (!this.busy) void this.refresh();
    }, POLL_MS);
  }

  /** Draws again only what changed, so that a chosen file and a typed passphrase stay. */
  private draw(): void {
    const { say } = this;
    const state = this.state as DecryptState;
    const [toVerify, toAttest, toDecrypt] = [this.unitsToVerify(), this.unitsToAttest(), this.unitsToDecrypt()];
    const situation = JSON.stringify([toVerify, toAttest, toDecrypt].map((units) => units.map((u) => u.uuid)));
    if (situation !== this.shown) {
      this.shown = situation;
      this.cells.clear();
      showStep(this.root, say('decrypt.title'),
        el('p', { class: 'rv-lead' }, say('decrypt.lead', { t: state.threshold })),
        this.table(state),
        this.nextStep(toVerify, toAttest, toDecrypt),
        this.journalHead());
    }
    for (const unit of state.units) this.cell(unit.uuid).replaceChildren(this.words(unit));
  }

  private nextStep(toVerify: DecryptUnit[], toAttest: DecryptUnit[], toDecrypt: DecryptUnit[]): HTMLElement {
    const { say } = this;
    const header = { vote: this.vote, owner: (this.state as DecryptState).me };
    if (toDecrypt.length > 0) return keyFileForm(say, header, say('decrypt.decrypt'), (content) => this.decrypt(toDecrypt, content));
    if (toAttest.length > 0 && toVerify.length === 0) return keyFileForm(say, header, say('decrypt.attest'), (content) => this.attest(toAttest, content));
    if (toVerify.length === 0) return el('p', { class: 'hint' }, say('decrypt.nothing'));
    const id = 'rv-pasted';
    const area = el('textarea', { id, rows: '4', autocomplete: 'off', spellcheck: 'false', 'aria-describedby': `${id}-hint` });
    area.value = this.pasted;
    area.addEventListener('input', () => {
      this.pasted = area.value;
    });
    const large = toVerify.some((u) => u.ballots > LARGE_UNIT);
    return el('div', {},
      large ? el('div', { class: 'rv-field' }, el('label', { for: id }, say('decrypt.pasted')), area, el('p', { id: `${id}-hint`, class: 'hint' }, say('decrypt.pasted.hint', { limit: LARGE_UNIT }))) : null,
      actions(button(say('decrypt.verify'), 'primary', () => void this.verify(toVerify))));
  }

  // Verify

  private unitsToVerify(): DecryptUnit[] {
    return this.units((u) => (u.phase === 'attest' || u.phase === 'decrypt') && !u.decrypted.includes(this.me) && !this.verified.has(u.uuid) && !this.failures.has(u.uuid));
  }

  private async verify(units: readonly DecryptUnit[]): Promise<void> {
    const { say } = this;
    const state = this.state as DecryptState;
    this.busy = true;
    this.root.querySelectorAll('button').forEach((b) => { b.disabled = true; });
    const pool = this.pool();
    for (const unit of units) {
      const cell = this.cell(unit.uuid);
      const bar = el('progress', { max: String(Math.max(1, unit.ballots)), value: '0', 'aria-label': unit.name });
      const words = el('span', {});
      cell.replaceChildren(bar, words);
      try {
        this.verified.set(unit.uuid, await verifyUnit(state, unit, this.journal, pastedLines(this.pasted), pool.make, {
          downloaded: (bytes) => { words.textContent = say('decrypt.loading', { megabytes: (bytes / 1e6).toFixed(1) }); },
          checked: (done) => {
            bar.setAttribute('value', String(done));
            words.textContent = say('decrypt.checking', { done, total: unit.ballots });
          },
        }));
      } catch (error) {
        if (error instanceof CheckFailure) this.failures.set(unit.uuid, say('decrypt.failed', { check: error.check, detail: error.message }));
        else if (error instanceof FormatError) this.failures.set(unit.uuid, say('decrypt.failed-journal', { detail: error.message }));
        else if (error instanceof RequestError) words.textContent = say(`error.${error.code}`);
        else throw error;
      }
      if (this.verified.has(unit.uuid) || this.failures.has(unit.uuid)) cell.replaceChildren(this.words(unit));
    }
    pool.close();
    this.busy = false;
    this.shown = '';
    await this.refresh();
  }

  // Attest

  private unitsToAttest(): DecryptUnit[] {
    return this.units((u) => {
      const content = this.verified.get(u.uuid)?.content;
      return content !== undefined && !this.remembersOther(content) && !u.attestations.some((a) => a.owner === this.me);
    });
  }

  private remembersOther(content: Attested): boolean {
    const remembered = localStorage.getItem(memoryKey(content.uuid));
    return remembered !== null && remembered !== memoryOf(content);
  }

  private attest(units: readonly DecryptUnit[], content: KeyFileContent): Promise<string | null> {
    return this.withKey(content, async (key) => {
      for (const unit of units) {
        const what = (this.verified.get(unit.uuid) as VerifiedUnit).content;
        localStorage.setItem(memoryKey(unit.uuid), memoryOf(what));
        await postJson(`/trustees/${this.vote}/attest`, this.csrf, { uuid: unit.uuid, ...attestationJson(attest(this.me, what, key.sk)) });
      }
    });
  }

  // Decrypt

  /** Verified here, and t attestations of exactly that content, mine among them, none of other content. */
  private unitsToDecrypt(): DecryptUnit[] {
    return this.units((u) => {
      const agreement = this.agreement(u);
      return u.phase === 'decrypt' && !u.decrypted.includes(this.me) && agreement !== null && agreement.differing.size === 0
        && agreement.agreeing.has(this.me) && agreement.agreeing.size >= (this.state as DecryptState).threshold
        && !this.remembersOther((this.verified.get(u.uuid) as VerifiedUnit).content);
    });
  }

  private agreement(unit: DecryptUnit): { agreeing: Set<number>; differing: Set<number> } | null {
    const content = this.verified.get(unit.uuid)?.content;
    if (content === undefined) return null;
    try {
      return countAgreeing(unit.attestations, content, (this.state as DecryptState).trustees.keys);
    } catch (error) {
      if (!(error instanceof FormatError)) throw error;
      this.failures.set(unit.uuid, this.say('decrypt.failed-journal', { detail: error.message }));
      return null;
    }
  }

  private decrypt(units: readonly DecryptUnit[], content: KeyFileContent): Promise<string | null> {
    return this.withKey(content, async (key) => {
      for (const unit of units) {
        const { archive } = this.verified.get(unit.uuid) as VerifiedUnit;
        const context = { election: archive.election, tallyText: archive.tallyText, owner: this.me, X: key.X };
        const made = decryptTally(context, key.x);
        if (verifyDecryption(context, made.record, made.secondProofs) === null) throw new Error('own decryption does not verify');
        await postJson(`/trustees/${this.vote}/decrypt`, this.csrf, {
          uuid: unit.uuid, owner: this.me, partial_decryption: made.record, proofs2: made.secondProofs.map((row) => row.map(proofJson)),
        });
      }
    });
  }

  /** Opens the key, checks that it is the sealed one, uses it, and lets go of it. Answers with a complaint or null. */
  private async withKey(content: KeyFileContent, use: (key: { sk: bigint; x: bigint; X: Element }) => Promise<void>): Promise<string | null> {
    const state = this.state as DecryptState;
    const ceremony: Ceremony = { vote: this.vote, me: state.me, size: state.size, threshold: state.threshold };
    this.busy = true;
    try {
      const secrets = secretsOf(content.seed, ceremony);
      const x = content.decryptionKey ?? (await openDecryptionKey(secrets, state.privateKey ?? ''));
      const X = checkRecord(ceremony, secrets, state.trusteesText, x);
      await use({ sk: secrets.sk, x, X });
    } catch (error) {
      if (error instanceof CeremonyFault) return this.say('trustee.wrong-key');
      if (error instanceof RequestError) return this.say(`error.${error.code}`);
      throw error;
    } finally {
      this.busy = false;
    }
    this.shown = '';
    await this.refresh();
    return null;
  }

  // Frame

  private get me(): number {
    return (this.state as DecryptState).me;
  }

  private units(wanted: (unit: DecryptUnit) => boolean): DecryptUnit[] {
    return (this.state as DecryptState).units.filter(wanted);
  }

  private cell(uuid: string): HTMLElement {
    let cell = this.cells.get(uuid);
    if (cell === undefined) this.cells.set(uuid, cell = el('td', { 'aria-live': 'polite', 'data-unit': uuid }));
    return cell;
  }

  private table(state: DecryptState): HTMLElement {
    const { say } = this;
    return el('div', { class: 'table-scroll' }, el('table', {},
      el('thead', {}, el('tr', {}, ...[say('decrypt.unit'), say('decrypt.ballots'), say('decrypt.state')].map((h) => el('th', { scope: 'col' }, h)))),
      el('tbody', {}, ...state.units.map((u) => el('tr', {}, el('th', { scope: 'row' }, u.name), el('td', {}, String(u.ballots)), this.cell(u.uuid))))));
  }

  private words(unit: DecryptUnit): string {
    const { say } = this;
    const state = this.state as DecryptState;
    const failed = this.failures.get(unit.uuid);
    if (failed !== undefined) return failed;
    if (unit.phase === 'waiting') return say('decrypt.waiting');
    if (unit.phase === 'done') return say('decrypt.done');
    if (unit.decrypted.includes(state.me)) return say('decrypt.decrypted');
    const verified = this.verified.get(unit.uuid);
    if (verified === undefined) return say('decrypt.unverified');
    if (this.remembersOther(verified.content)) return say('decrypt.other-tally');
    const agreement = this.agreement(unit);
    if (agreement === null) return this.failures.get(unit.uuid) ?? '';
    if (agreement.differing.size > 0) return say('decrypt.differing', { owners: [...agreement.differing].join(', ') });
    return `${say(verified.elsewhere ? 'decrypt.verified-elsewhere' : 'decrypt.verified')}; ${say('decrypt.attested', { count: agreement.agreeing.size, t: state.threshold })}`;
  }

  private journalHead(): HTMLElement | null {
    const last = this.journal[this.journal.length - 1];
    return last === undefined ? null : el('dl', { class: 'rv-facts' }, el('dt', {}, `${this.say('decrypt.head')} (${last.n}, ${last.type})`), el('dd', {}, grouped(last.hash, 'rv-hash')));
  }
}
