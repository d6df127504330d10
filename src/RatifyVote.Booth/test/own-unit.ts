// One unit of a vote of our own with everything a server would hold: terms, election, credentials, leaves, board, journal.
import { tarHeader } from '../src/protocol/archive.ts';
import { base64, concat, fromHex, hex, sha256Bytes, sha256Hex, utf8 } from '../src/protocol/bytes.ts';
import { parseBallot } from '../src/protocol/ballot.ts';
import { parseElection, type Election } from '../src/protocol/election.ts';
import { powerOfG, ser } from '../src/protocol/group.ts';
import { leafText } from '../src/protocol/handout.ts';
import { leafHash, merklePath, merkleRoot } from '../src/protocol/merkle.ts';
import { makeBallot } from '../src/protocol/make-ballot.ts';
import { spkiOf } from '../src/protocol/receipt.ts';
import { randomScalar } from '../src/protocol/scalars.ts';
import { sizedTallyText, TallySum } from '../src/protocol/tally.ts';
import { parseTrustees } from '../src/protocol/trustees.ts';
import { runCeremony, trusteesRecord, VOTE } from './ceremony-run.ts';

export const UUID = 'UUUUUUUUUUUUUU';

export interface RollEntry {
  readonly s: bigint;
  readonly credential: string;
  readonly salt: string;
  readonly rsalt: string;
  readonly record: string;
  readonly kind: 'member' | 'spare';
}

export class OwnUnit {
  readonly terms: string;
  readonly electionText: string;
  readonly election: Election;
  readonly credentials: string;
  readonly leaves: string[];
  readonly trustees: string;
  readonly journal: string[] = [];
  readonly events: { hash: string; height: number; type: string }[] = [];
  private readonly chunks: Uint8Array[] = [];
  private readonly ballots: string[] = [];
  tallyText = '';

  private constructor(trustees: string, size: number, threshold: number, readonly entries: readonly RollEntry[], readonly service: CryptoKeyPair, spki: string) {
    this.trustees = trustees;
    this.credentials = JSON.stringify(entries.map((e) => e.credential).sort());
    const members = entries.filter((e) => e.kind === 'member').length;
    this.leaves = entries.map((e, index) => leafHash(leafText({
      uuid: UUID, index, kind: e.kind, credential: e.credential, salt: e.salt, roll: hex(sha256Bytes(concat(utf8(e.record), fromHex(e.rsalt)))),
    })));
    this.terms = JSON.stringify({
      v: 1, vote: VOTE, union: 'Union of Stages', title: 'Basic Agreement 2026', kind: 'ratification', practice: true, languages: ['en'],
      contests: [{
        id: 'basic', agreement: 'Basic Agreement', question: 'Shall the agreement be ratified?', yes: 'Yes', no: 'No',
        means_yes: 'The agreement takes effect.', means_no: 'The committee goes back to the table.', rules: {}, assumptions_confirmed_by: [], delegate_table: {},
        units: [{ unit: 'local-600', local: 600, name: 'Local 600', uuid: UUID, delegates: 76, dossier: {} }],
      }],
      schedule: {}, flush: {}, policy: { revotes: 'last' },
      trustees: { threshold, size, hash: sha256Hex(this.trustees), names: ['Ann', 'Bob', 'Cy'] },
      certifiers: {}, service_key: spki, bundle: [],
    });
    this.electionText = JSON.stringify({
      version: 1, description: 'd', name: 'Basic Agreement 2026 Local 600', group: 'Ed25519', public_key: ser(parseTrustees(this.trustees, VOTE).publicKey),
      questions: [{ answers: ['Yes', 'No'], blank: true, min: 1, max: 1, question: 'Shall the agreement be ratified?' }], uuid: UUID,
      ratifyvote: {
        v: 1, terms: sha256Hex(this.terms), contest: 'basic', unit: 'local-600', credentials: sha256Hex(this.credentials),
        roll: { root: merkleRoot(this.leaves), members, spares: entries.length - members },
      },
    });
    this.election = parseElection(this.electionText);
    this.entry(utf8('{"version":1,"timestamp":"1795321448"}'), 'BELENIOS');
    const [e, t, c] = [this.electionText, this.trustees, this.credentials].map((r) => this.data(r)) as [string, string, string];
    this.event('Setup', this.data(JSON.stringify({ election: e, trustees: t, credentials: c })));
  }

  /** `trustees`: the record of a ceremony held elsewhere; else one is held here. */
  static async make(members: number, size = 3, threshold = 2, trustees?: string): Promise<OwnUnit> {
    const random = () => hex(crypto.getRandomValues(new Uint8Array(32)));
    const entries = Array.from({ length: members + 5 }, (_, i): RollEntry => {
      const s = randomScalar();
      const kind = i < members ? 'member' : 'spare';
      const who = kind === 'member' ? { member: `M${i}`, name: `Member ${i}` } : { spare: i - members };
      return { s, credential: ser(powerOfG(s)), salt: random(), rsalt: random(), record: JSON.stringify({ contest: 'basic', unit: 'local-600', ...who }), kind };
    });
    const service = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
    return new OwnUnit(trustees ?? trusteesRecord(await runCeremony(size, threshold)), size, threshold, entries, service, await spkiOf(service.publicKey));
  }

  handout(i: number): Record<string, unknown> {
    const e = this.entries[i] as RollEntry;
    return { v: 1, uuid: UUID, i, kind: e.kind, s: String(e.s), salt: e.salt, rsalt: e.rsalt, record: e.record, path: merklePath(this.leaves, i), pad: '' };
  }

  async sign(text: string): Promise<string> {
    return base64(new Uint8Array(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, this.service.privateKey, utf8(text))));
  }

  vote(i: number, slots: readonly number[]): string {
    const { text } = makeBallot(this.election, (this.entries[i] as RollEntry).s, [slots]);
    this.append(text);
    return text;
  }

  append(ballot: string): void {
    this.ballots.push(ballot);
    this.event('Ballot', this.data(ballot));
  }

  end(): void {
    this.event('EndBallots', null);
    const sum = new TallySum(this.election);
    for (const b of new Map(this.ballots.map((text) => { const ballot = parseBallot(text); return [ballot.credential, ballot]; })).values()) sum.add(b);
    this.tallyText = sum.text();
    const tally = this.data(this.tallyText);
    this.event('EncryptedTally', this.data(sizedTallyText(sum.ballots, tally)));
  }

  /** The rest of the archive: partial decryptions and the result. */
  finish(parts: readonly { owner: number; record: string }[], counts: readonly number[]): void {
    for (const { owner, record } of parts) this.event('PartialDecryption', this.data(JSON.stringify({ owner, payload: this.data(record) })));
    this.event('Result', this.data(JSON.stringify({ result: [counts] })));
  }

  async note(type: string, data: object, heads = [this.head]): Promise<string> {
    const previous = this.journal[this.journal.length - 1];
    const unsigned = JSON.stringify({
      v: 1, n: this.journal.length, ...(previous === undefined ? {} : { prev: sha256Hex(previous) }), vote: VOTE, at: '2026-11-25T18:00:00Z', type, heads, data,
    });
    const line = `${unsigned.slice(0, -1)},"signature":${JSON.stringify(await this.sign(`rv-journal|${sha256Hex(unsigned)}`))}}`;
    this.journal.push(line);
    return sha256Hex(line);
  }

  get head(): { uuid: string; height: number; hash: string } {
    const last = this.events[this.events.length - 1] as { hash: string; height: number };
    return { uuid: UUID, height: last.height, hash: last.hash };
  }

  archive(): Uint8Array {
    return concat(...this.chunks);
  }

  private data(text: string): string {
    const hash = sha256Hex(text);
    this.entry(utf8(text), `${hash}.data.json`);
    return hash;
  }

  private event(type: string, payload: string | null): void {
    const last = this.events[this.events.length - 1];
    const height = last === undefined ? 0 : last.height + 1;
    const text = JSON.stringify({ ...(last === undefined ? {} : { parent: last.hash }), height, type, ...(payload === null ? {} : { payload }) });
    const hash = sha256Hex(text);
    this.entry(utf8(text), `${hash}.event.json`);
    this.events.push({ hash, height, type });
  }

  private entry(body: Uint8Array, name: string): void {
    this.chunks.push(tarHeader(name, body.length, 1795321448), body, new Uint8Array((512 - (body.length % 512)) % 512));
  }
}
