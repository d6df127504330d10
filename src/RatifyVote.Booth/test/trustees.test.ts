// The key ceremony: messages of belenios-tool 3.3.0 are read, our own ceremony ends in a record that verifies, and a bad message
// names its sender.
import { beforeAll, describe, expect, test } from 'vitest';
import { openMessage } from '../src/protocol/channel.ts';
import { CeremonyFault, checkRecord, makeVoutput, openCerts, openDecryptionKey, proveKeyWorks, type Vinput } from '../src/protocol/ceremony.ts';
import { sha256Bytes, toInteger } from '../src/protocol/bytes.ts';
import { powerOfG, ser } from '../src/protocol/group.ts';
import { parseJson } from '../src/protocol/json.ts';
import { proofOf, signedOf, verifyLogarithm } from '../src/protocol/proofs.ts';
import { mod, Q } from '../src/protocol/scalars.ts';
import { parseTrustees } from '../src/protocol/trustees.ts';
import { fixtureText, replaced, THRESHOLD } from './fixtures.ts';
import { runCeremony, trusteesRecord, VOTE, type CeremonyRun } from './ceremony-run.ts';

describe('messages of belenios-tool 3.3.0', () => {
  test('private_keys_open_with_the_seed_and_fit_the_record', async () => {
    const record = parseJson(fixtureText(THRESHOLD, 'keys/threshold.json')) as { verification_keys: { public_key: string }[] };
    for (const i of [1, 2, 3]) {
      const seed = fixtureText(THRESHOLD, `keys/ped${i}.key`).trim();
      const key = (label: string) => toInteger(sha256Bytes(`${label}|${seed}`)) % Q;
      const text = await openMessage(key('dk'), powerOfG(key('sk')), fixtureText(THRESHOLD, `keys/ped${i}.dkey`).trim());
      const S = BigInt((JSON.parse(text) as { decryption_key: string }).decryption_key);
      expect(ser(powerOfG(mod(S)))).toBe(record.verification_keys[i - 1]?.public_key);
    }
  });

  test('the_record_verifies_as_an_election_that_is_not_ours', () => {
    const record = `[["Pedersen",${fixtureText(THRESHOLD, 'keys/threshold.json').trim()}]]`;
    expect(parseTrustees(record, null).keys).toHaveLength(3);
    expect(() => parseTrustees(record, VOTE)).toThrow('key missing');
  });
});

describe('our ceremony', () => {
  let run: CeremonyRun;
  beforeAll(async () => {
    run = await runCeremony(3, 2);
  });

  test('ends_in_a_record_that_verifies_and_keys_that_belong_to_it', async () => {
    const record = trusteesRecord(run);
    expect(parseTrustees(record, VOTE).keys).toHaveLength(3);
    for (const t of run.trustees) {
      const S = await openDecryptionKey(t.secrets, t.voutput.privateKey);
      const X = checkRecord(t.ceremony, t.secrets, record, S);
      const nonce = 'ab'.repeat(32);
      const proof = proveKeyWorks(t.ceremony, S, X, nonce);
      expect(verifyLogarithm(X, `rv-keycheck|${VOTE}|${nonce}|${t.ceremony.me}|${ser(X)}|`, proof)).toBe(true);
    }
  });

  test('a_record_of_another_vote_is_refused', () => {
    expect(() => parseTrustees(trusteesRecord(run), 'BBBBBBBBBBBBBB')).toThrow('another vote');
  });

  const inputs = (j: number): Vinput => ({
    secrets: run.trustees.map((t) => t.polynomial.secrets[j - 1] as string),
    coefexps: run.trustees.map((t) => signedOf(parseJson(JSON.stringify(t.polynomial.coefexps)))),
    signatures: run.trustees.map((t) => proofOf(parseJson(JSON.stringify(t.polynomial.signature)))),
  });

  async function fault(work: () => unknown): Promise<string> {
    try {
      await work();
    } catch (error) {
      if (error instanceof CeremonyFault) return `${error.reason} ${error.offender ?? 'nobody'}`;
      throw error;
    }
    return 'no fault';
  }

  const asOne = (input: Vinput) => {
    const one = run.trustees[0] as CeremonyRun['trustees'][number];
    return fault(() => makeVoutput(one.ceremony, one.secrets, openCerts(one.ceremony, one.secrets, run.certs), input));
  };

  test('a_share_meant_for_another_is_refused_and_its_sender_named', async () => {
    const good = inputs(1);
    const other = (run.trustees[1] as CeremonyRun['trustees'][number]).polynomial.secrets[1] as string;
    expect(await asOne({ ...good, secrets: replaced(good.secrets, 1, other) })).toBe('SecretUnreadable 2');
  });

  test('a_share_of_another_sender_is_refused', async () => {
    const good = inputs(1);
    expect(await asOne({ ...good, secrets: replaced(good.secrets, 2, good.secrets[1] as string) })).toBe('SecretUnreadable 3');
  });

  test('a_polynomial_other_than_the_one_committed_to_is_refused', async () => {
    const good = inputs(1);
    const late = await runCeremony(3, 2);
    const coefexps = signedOf(parseJson(JSON.stringify((late.trustees[1] as CeremonyRun['trustees'][number]).polynomial.coefexps)));
    expect(await asOne({ ...good, coefexps: replaced(good.coefexps, 1, coefexps) })).toBe('CoefexpsNotCommitted 2');
  });

  test('a_signature_over_other_certs_is_refused', async () => {
    const good = inputs(1);
    expect(await asOne({ ...good, signatures: replaced(good.signatures, 1, good.signatures[2] as Vinput['signatures'][number]) })).toBe('SignatureWrong 2');
  });

  test('another_cert_after_mine_was_posted_is_noticed', async () => {
    const other = await runCeremony(3, 2);
    const one = run.trustees[0] as CeremonyRun['trustees'][number];
    expect(await fault(() => openCerts(one.ceremony, one.secrets, other.certs))).toBe('CertsChanged nobody');
    const swapped = replaced(run.certs, 1, other.certs[1] as (typeof run.certs)[number]);
    expect(await fault(() => makeVoutput(one.ceremony, one.secrets, openCerts(one.ceremony, one.secrets, swapped), inputs(1)))).toBe('CertsChanged nobody');
  });

  test('a_cert_at_another_place_or_copied_is_refused', async () => {
    const one = run.trustees[0] as CeremonyRun['trustees'][number];
    const [a, b, c] = run.certs as [typeof run.certs[0], typeof run.certs[0], typeof run.certs[0]];
    expect(await fault(() => openCerts(one.ceremony, one.secrets, [a, c, b] as typeof run.certs))).toBe('CertWrongContext 2');
  });

  test('a_key_of_another_trustee_does_not_fit', async () => {
    const [one, two] = run.trustees as [CeremonyRun['trustees'][number], CeremonyRun['trustees'][number]];
    expect(await fault(() => checkRecord(one.ceremony, one.secrets, trusteesRecord(run), two.voutput.decryptionKey))).toBe('PublicKeyWrong nobody');
  });
});
