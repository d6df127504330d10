// @vitest-environment happy-dom
// Three trustees in three "browsers" (one after another in one document), a fake server between them: ceremony, key check, a vote,
// verification, attestation, decryption; and what stops them.
import { beforeEach, describe, expect, test } from 'vitest';
import { countAgreeing, attestationOf } from '../src/protocol/attestation.ts';
import { sha256Hex } from '../src/protocol/bytes.ts';
import { verifyDecryption } from '../src/protocol/decryption.ts';
import { G, IDENTITY, powerVarTime, product, type Element } from '../src/protocol/group.ts';
import { parseJson } from '../src/protocol/json.ts';
import { proofOf } from '../src/protocol/proofs.ts';
import { inverseVarTime, mod } from '../src/protocol/scalars.ts';
import { parseTally } from '../src/protocol/tally.ts';
import { parseTrustees } from '../src/protocol/trustees.ts';
import { mountCeremony } from '../src/islands/ceremony-page.ts';
import { mountDecrypt } from '../src/islands/decrypt-page.ts';
import { checkHere } from '../src/protocol/verify-archive.ts';
import { sealKeyFile } from '../src/protocol/keyfile.ts';
import { EN } from '../src/islands/texts.en.ts';
import { VOTE } from './ceremony-run.ts';
import { chooseFile, click, eventually, FakeServer, heading, mount, submit, type Sent } from './fake-server.ts';
import { OwnUnit, UUID } from './own-unit.ts';

const PASSPHRASE = 'correct horse battery staple';

/** The server's side of a ceremony: stores, relays, nothing else. Who posts is told by the antiforgery token. */
class CeremonyServer {
  readonly posts: { certs: Record<string, unknown>[]; polynomials: Record<string, unknown>[]; voutputs: Record<string, unknown>[]; checks: boolean[] } = { certs: [], polynomials: [], voutputs: [], checks: [] };
  aborted: object | null = null;
  me = 1;
  tamper: (state: Record<string, unknown>) => void = () => undefined;
  readonly fake = new FakeServer();

  constructor(readonly n = 3, readonly t = 2) {
    const take = (what: keyof CeremonyServer['posts'], pick: (body: Record<string, unknown>) => unknown) => (sent: Sent) => {
      (this.posts[what] as unknown[])[Number(sent.headers['X-CSRF']) - 1] = pick(JSON.parse(sent.body) as Record<string, unknown>);
      return { body: '{}' };
    };
    this.fake
      .on(`GET /trustees/${VOTE}/state`, () => ({ body: JSON.stringify(this.state()) }))
      .on(`POST /trustees/${VOTE}/cert`, take('certs', (b) => b['cert']))
      .on(`POST /trustees/${VOTE}/polynomial`, take('polynomials', (b) => b))
      .on(`POST /trustees/${VOTE}/voutput`, take('voutputs', (b) => b))
      .on(`POST /trustees/${VOTE}/keycheck`, take('checks', () => true))
      .on(`POST /trustees/${VOTE}/abort`, (sent) => {
        this.aborted = { by: this.me, ...(JSON.parse(sent.body) as object) };
        return { body: '{}' };
      });
    this.fake.install();
  }

  state(): Record<string, unknown> {
    const full = (list: unknown[]) => list.filter((x) => x !== undefined).length === this.n;
    const { certs, polynomials, voutputs, checks } = this.posts;
    const round = !full(certs) ? 'certs' : !full(polynomials) ? 'polynomials' : !full(voutputs) ? 'keys' : !full(checks) ? 'checked' : 'ready';
    const list = { certs, polynomials, keys: voutputs, checked: checks, ready: checks }[round];
    const state: Record<string, unknown> = {
      vote: VOTE, group: 'Ed25519', me: this.me, n: this.n, t: this.t, names: ['Ann', 'Bob', 'Cy'].slice(0, this.n), round,
      done: Array.from({ length: this.n }, (_, i) => list[i] !== undefined),
      ...(round === 'certs' ? {} : { certs }),
      ...(round !== 'keys' ? {} : {
        vinput: {
          polynomial: polynomials[this.me - 1]?.['polynomial'], secrets: polynomials.map((p) => (p['secrets'] as string[])[this.me - 1]),
          coefexps: polynomials.map((p) => p['coefexps']), signatures: polynomials.map((p) => p['signature']),
        },
      }),
      ...(round !== 'checked' && round !== 'ready' ? {} : { trustees: this.record(), private_key: voutputs[this.me - 1]?.['private_key'] }),
      ...(round === 'checked' ? { nonce: sha256Hex(String(this.me)) } : {}),
      ...(this.aborted === null ? {} : { aborted: this.aborted }),
    };
    this.tamper(state);
    return state;
  }

  record(): string {
    const { certs, polynomials, voutputs } = this.posts;
    return JSON.stringify([['Pedersen', {
      threshold: this.t, certs, coefexps: polynomials.map((p) => p['coefexps']), signatures: polynomials.map((p) => p['signature']), verification_keys: voutputs.map((v) => v['public_key']),
    }]]);
  }
}

const saved: string[] = [];
URL.createObjectURL = (blob: Blob | MediaSource) => {
  void (blob as Blob).text().then((text) => saved.push(text));
  return 'blob:key';
};

const open = (server: CeremonyServer, me: number) => {
  server.me = me;
  return mountCeremony(mount('trustee-ceremony', { vote: VOTE, csrf: String(me) }));
};

/** Chooses the file and passphrase in the form that is shown. */
function presentFile(file: string, passphrase = PASSPHRASE): void {
  chooseFile(document.querySelector('input[type=file]') as HTMLInputElement, file);
  (document.querySelector('input[type=password]') as HTMLInputElement).value = passphrase;
  submit();
}

async function makeKey(server: CeremonyServer, me: number): Promise<string> {
  await open(server, me);
  expect(heading()).toBe(EN['ceremony.certs']);
  saved.length = 0;
  document.querySelectorAll<HTMLInputElement>('input[type=password]').forEach((input) => { input.value = PASSPHRASE; });
  submit();
  const file = await eventually(() => saved[0], 'the key file');
  await eventually(() => heading() === EN['ceremony.prove']);
  expect(server.posts.certs[me - 1]).toBeUndefined();
  presentFile(file);
  await eventually(() => server.posts.certs[me - 1] !== undefined, 'the cert');
  return file;
}

async function wholeCeremony(): Promise<{ server: CeremonyServer; files: string[] }> {
  const server = new CeremonyServer();
  const files: string[] = [];
  for (const me of [1, 2, 3]) files.push(await makeKey(server, me));
  for (const me of [1, 2, 3]) {
    await open(server, me);
    presentFile(files[me - 1] as string);
    await eventually(() => heading() === EN['ceremony.polynomials']);
    click(EN['ceremony.match']);
    await eventually(() => server.posts.polynomials[me - 1] !== undefined);
  }
  for (const me of [1, 2, 3]) {
    await open(server, me);
    if (server.posts.voutputs[me - 1] === undefined) presentFile(files[me - 1] as string);
    await eventually(() => server.posts.voutputs[me - 1] !== undefined);
  }
  for (const me of [1, 2, 3]) {
    await open(server, me);
    await eventually(() => heading() === EN['ceremony.checked']);
    presentFile(files[me - 1] as string);
    await eventually(() => server.posts.checks[me - 1] !== undefined);
  }
  return { server, files };
}

const ceremony = await wholeCeremony();

beforeEach(() => {
  localStorage.clear();
});

describe('the ceremony', () => {
  test('ends_ready_with_a_record_that_verifies', async () => {
    expect(parseTrustees(ceremony.server.record(), VOTE).keys).toHaveLength(3);
    ceremony.server.fake.install();
    await open(ceremony.server, 2);
    expect(heading()).toBe(EN['ceremony.ready']);
    presentFile(ceremony.files[1] as string);
    await eventually(() => document.body.textContent?.includes(EN['ceremony.tried']));
  });

  test('no_seed_and_no_passphrase_was_ever_sent', async () => {
    const { openKeyFile } = await import('../src/protocol/keyfile.ts');
    const all = ceremony.server.fake.requests.map((r) => r.url + r.body).join('\n');
    for (const [i, file] of ceremony.files.entries()) {
      const { seed } = await openKeyFile(file, { vote: VOTE, owner: i + 1 }, PASSPHRASE);
      expect(all).not.toContain(seed);
    }
    expect(all).not.toContain(PASSPHRASE);
  });

  test('short_or_different_passphrases_are_refused', async () => {
    const server = new CeremonyServer();
    await open(server, 1);
    const [first, second] = document.querySelectorAll<HTMLInputElement>('input[type=password]') as unknown as [HTMLInputElement, HTMLInputElement];
    [first.value, second.value] = ['short', 'short'];
    submit();
    expect(document.body.textContent).toContain(EN['ceremony.too-short']);
    [first.value, second.value] = [PASSPHRASE, `${PASSPHRASE}!`];
    submit();
    expect(document.body.textContent).toContain(EN['ceremony.not-equal']);
  });

  test('a_wrong_passphrase_and_a_file_of_another_trustee_are_refused', async () => {
    ceremony.server.fake.install();
    await open(ceremony.server, 1);
    presentFile(ceremony.files[0] as string, 'wrong');
    await eventually(() => document.body.textContent?.includes(EN['trustee.wrong-passphrase']));
    presentFile(ceremony.files[1] as string);
    await eventually(() => document.body.textContent?.includes(EN['trustee.wrong-file']));
  });

  test('a_file_whose_key_is_not_in_the_record_is_refused', async () => {
    ceremony.server.fake.install();
    await open(ceremony.server, 1);
    presentFile(await sealKeyFile({ vote: VOTE, owner: 1 }, { seed: 'x', decryptionKey: null }, PASSPHRASE));
    await eventually(() => document.body.textContent?.includes(EN['trustee.wrong-key']));
  });

  test('a_share_changed_on_the_way_stops_it_and_names_the_sender', async () => {
    const { server, files } = { server: new CeremonyServer(), files: ceremony.files };
    Object.assign(server.posts, { certs: ceremony.server.posts.certs, polynomials: ceremony.server.posts.polynomials });
    server.tamper = (state) => {
      const vinput = state['vinput'] as { secrets: string[] };
      vinput.secrets[1] = vinput.secrets[2] as string;
    };
    await open(server, 1);
    presentFile(files[0] as string);
    await eventually(() => heading() === EN['ceremony.aborted']);
    expect(server.aborted).toEqual({ by: 1, round: 'keys', offender: 2, reason: 'SecretUnreadable' });
    expect(document.body.textContent).toContain('The message of trustee 2 is wrong.');
  });
});

describe('after the close', () => {
  const keys = () => parseTrustees(ceremony.server.record(), VOTE).keys;

  /** A closed unit under the keys of the ceremony above, with its journal. */
  async function closedUnit(): Promise<OwnUnit> {
    const unit = await OwnUnit.make(4, 3, 2, ceremony.server.record());
    const voteJson = voteJsonOf(unit);
    await unit.note('Sealed', { terms: sha256Hex(unit.terms), vote_hash: sha256Hex(voteJson) });
    [[0, 1, 0], [0, 0, 1], [1, 0, 0], [0, 1, 0]].forEach((slots, i) => unit.vote(i, slots));
    await unit.note('Closing', { closed_at: '2026-11-28T18:00:00Z' });
    unit.end();
    const [end, tally, root] = [unit.events[unit.events.length - 2]?.hash, sha256Hex(unit.tallyText), sha256Hex('root')];
    await unit.note('BallotsEnded', { units: [{ uuid: UUID, end_ballots: end, tally }] });
    await unit.note('SignedOff', { units: [{ uuid: UUID, root, recorded: 4, not_recorded: 5, set_aside: 0, openings: sha256Hex('') }] });
    await unit.note('KeyDestroyed', { contest: 'basic', units: [{ uuid: UUID, end_ballots: end, root }], acks: [] });
    return unit;
  }

  const voteJsonOf = (unit: OwnUnit) => JSON.stringify({
    v: 1, vote: VOTE, terms: sha256Hex(unit.terms), units: [{ contest: 'basic', unit: 'local-600', uuid: UUID, fingerprint: unit.election.fingerprint, credentials: sha256Hex(unit.credentials) }],
  });

  class DecryptServer {
    readonly fake = new FakeServer();
    readonly attestations: Record<string, unknown>[] = [];
    readonly decryptions: { owner: number; partial_decryption: string; proofs2: unknown[][] }[] = [];
    me = 1;
    ballots = 4;
    constructor(readonly unit: OwnUnit) {
      this.fake
        .on(`GET /trustees/${VOTE}/decrypt/state`, () => ({ body: JSON.stringify(this.state()) }))
        .on(`GET /votes/${VOTE}/journal.jsonl`, () => ({ body: unit.journal.join('\n') + '\n' }))
        .on(`GET /board/${UUID}.bel`, () => ({ body: unit.archive() }))
        .on(`POST /trustees/${VOTE}/attest`, (sent) => {
          this.attestations.push(JSON.parse(sent.body) as Record<string, unknown>);
          return { body: '{}' };
        })
        .on(`POST /trustees/${VOTE}/decrypt`, (sent) => {
          this.decryptions.push(JSON.parse(sent.body) as DecryptServer['decryptions'][number]);
          return { body: '{}' };
        });
      this.fake.install();
    }

    state() {
      return {
        vote: VOTE, me: this.me, n: 3, t: 2, names: ['Ann', 'Bob', 'Cy'], terms: this.unit.terms, vote_json: voteJsonOf(this.unit), trustees: this.unit.trustees,
        private_key: ceremony.server.posts.voutputs[this.me - 1]?.['private_key'],
        units: [{
          uuid: UUID, name: 'Local 600', phase: this.attestations.length >= 2 ? 'decrypt' : 'attest', ballots: this.ballots,
          attestations: this.attestations, decrypted: this.decryptions.map((d) => d.owner),
        }],
      };
    }
  }

  const openPage = (server: DecryptServer, me: number) => {
    server.me = me;
    return mountDecrypt(mount('trustee-decrypt', { vote: VOTE }), () => ({ make: checkHere, close: () => undefined }));
  };
  const verifyOn = async (server: DecryptServer, me: number) => {
    await openPage(server, me);
    click(EN['decrypt.verify']);
    await eventually(() => document.querySelector('[data-unit]')?.textContent?.startsWith(EN['decrypt.verified']) || /FAILED|STOP/.test(document.body.textContent ?? ''));
  };
  const buttonWords = () => [...document.querySelectorAll('button')].map((b) => b.textContent);

  test('two_of_three_verify_attest_and_decrypt_and_the_count_comes_out', async () => {
    const server = new DecryptServer(await closedUnit());
    for (const me of [1, 3]) {
      await verifyOn(server, me);
      await eventually(() => buttonWords().includes(EN['decrypt.attest']));
      presentFile(ceremony.files[me - 1] as string);
      await eventually(() => server.attestations.some((a) => a['owner'] === me));
      localStorage.clear(); // another browser
    }
    for (const me of [1, 3]) {
      await verifyOn(server, me);
      await eventually(() => buttonWords().includes(EN['decrypt.decrypt']));
      presentFile(ceremony.files[me - 1] as string);
      await eventually(() => server.decryptions.some((d) => d.owner === me));
    }
    const { election, tallyText } = server.unit;
    const factors = server.decryptions.map((d) => {
      const X = keys()[d.owner - 1]?.X as Element;
      return { owner: d.owner, cells: verifyDecryption({ election, tallyText, owner: d.owner, X }, d.partial_decryption, d.proofs2.map((row) => row.map((p) => proofOf(parseJson(JSON.stringify(p)))))) as Element[][] };
    });
    expect(counts(server.unit, factors)).toEqual([1, 2, 1]);
    const content = attestationOf(parseJson(JSON.stringify(server.attestations[0])), UUID).content;
    expect(countAgreeing(server.attestations.map((a) => attestationOf(parseJson(JSON.stringify(a)), UUID)), content, keys()).agreeing.size).toBe(2);
  });

  test('one_attestation_alone_lets_no_factor_out', async () => {
    const server = new DecryptServer(await closedUnit());
    await verifyOn(server, 1);
    await eventually(() => buttonWords().includes(EN['decrypt.attest']));
    presentFile(ceremony.files[0] as string);
    await eventually(() => document.body.textContent?.includes(EN['decrypt.nothing']));
    expect(buttonWords()).not.toContain(EN['decrypt.decrypt']);
    expect(server.decryptions).toHaveLength(0);
  });

  test('a_board_with_a_bad_ballot_is_neither_attested_nor_decrypted', async () => {
    const unit = await OwnUnit.make(4, 3, 2, ceremony.server.record());
    await unit.note('Sealed', { terms: sha256Hex(unit.terms), vote_hash: sha256Hex(voteJsonOf(unit)) });
    unit.vote(0, [0, 1, 0]);
    const good = unit.vote(1, [0, 1, 0]);
    void good;
    const { makeBallot } = await import('../src/protocol/make-ballot.ts');
    const bad = JSON.parse(makeBallot(unit.election, unit.entries[2]?.s ?? 0n, [[0, 1, 0]]).text) as { answers: { overall_proof: unknown[] }[] };
    bad.answers[0]?.overall_proof.reverse();
    unit.append(JSON.stringify(bad));
    await unit.note('Closing', { closed_at: '2026-11-28T18:00:00Z' });
    unit.end();
    const end = unit.events[unit.events.length - 2]?.hash;
    await unit.note('BallotsEnded', { units: [{ uuid: UUID, end_ballots: end, tally: sha256Hex(unit.tallyText) }] });
    await unit.note('SignedOff', { units: [{ uuid: UUID, root: sha256Hex('') }] });
    await unit.note('KeyDestroyed', { contest: 'basic', units: [{ uuid: UUID, end_ballots: end, root: sha256Hex('') }], acks: [] });
    const server = new DecryptServer(unit);
    await verifyOn(server, 1);
    expect(document.body.textContent).toContain('FAILED check 7: ballot at height 3');
    expect(buttonWords()).not.toContain(EN['decrypt.attest']);
  });

  test('another_tally_than_the_one_attested_before_stops', async () => {
    const server = new DecryptServer(await closedUnit());
    localStorage.setItem(`rv-attest|${UUID}`, 'something else');
    await openPage(server, 1);
    click(EN['decrypt.verify']);
    await eventually(() => document.body.textContent?.includes(EN['decrypt.other-tally']));
    expect(buttonWords()).not.toContain(EN['decrypt.attest']);
  });

  test('an_attestation_of_other_content_stops_the_decryption', async () => {
    const server = new DecryptServer(await closedUnit());
    const { attest, attestationJson } = await import('../src/protocol/attestation.ts');
    const { secretsOf } = await import('../src/protocol/ceremony.ts');
    const { openKeyFile } = await import('../src/protocol/keyfile.ts');
    await verifyOn(server, 1);
    await eventually(() => buttonWords().includes(EN['decrypt.attest']));
    presentFile(ceremony.files[0] as string);
    await eventually(() => server.attestations.length === 1);
    const { content } = attestationOf(parseJson(JSON.stringify(server.attestations[0])), UUID);
    const { seed } = await openKeyFile(ceremony.files[1] as string, { vote: VOTE, owner: 2 }, PASSPHRASE);
    const { sk } = secretsOf(seed, { vote: VOTE, me: 2, size: 3, threshold: 2 });
    server.attestations.push(attestationJson(attest(2, { ...content, tally: sha256Hex('other') }, sk)));
    await verifyOn(server, 1);
    await eventually(() => document.body.textContent?.includes('STOP: trustee 2 attested something else'));
    expect(buttonWords()).not.toContain(EN['decrypt.decrypt']);
  });

  test('a_large_unit_takes_the_line_of_the_trustees_own_run', async () => {
    const server = new DecryptServer(await closedUnit());
    server.ballots = 5_000;
    await openPage(server, 1);
    const line = `VERIFIED ${server.unit.events[server.unit.events.length - 2]?.hash} ${sha256Hex(server.unit.tallyText)}`;
    const area = document.querySelector('textarea') as HTMLTextAreaElement;
    area.value = line;
    area.dispatchEvent(new Event('input'));
    click(EN['decrypt.verify']);
    await eventually(() => document.body.textContent?.includes(EN['decrypt.verified-elsewhere']));
  });
});

/** The counts out of two trustees' factors. */
function counts(unit: OwnUnit, factors: { owner: number; cells: Element[][] }[]): number[] {
  const owners = factors.map((f) => f.owner);
  const lambda = (d: number) => owners.filter((k) => k !== d).reduce((all, k) => mod(all * BigInt(k) * inverseVarTime(BigInt(k - d))), 1n);
  return (parseTally(unit.election, unit.tallyText)[0] ?? []).map((c, slot) => {
    const F = product(factors.map((f) => powerVarTime((f.cells[0] as Element[])[slot] as Element, lambda(f.owner))));
    const target = c.beta.subtract(F);
    let [v, x] = [0, IDENTITY];
    while (!x.equals(target) && v < 100) [v, x] = [v + 1, x.add(G)];
    return v;
  });
}
