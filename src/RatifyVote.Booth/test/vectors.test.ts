// Known answers shared with the C# tests (source: tests/vectors/README.md): with the draws listed, every byte must be the same.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseBallot } from '../src/protocol/ballot.ts';
import { sha256Hex } from '../src/protocol/bytes.ts';
import { makeCert, makePolynomial, makeVoutput, openCerts, openDecryptionKey, secretsOf } from '../src/protocol/ceremony.ts';
import { exponentOfTypedCredential } from '../src/protocol/credentials.ts';
import { decryptTally, verifyDecryption } from '../src/protocol/decryption.ts';
import { parseElection } from '../src/protocol/election.ts';
import { G, IDENTITY, powerOfG, powerVarTime, ser } from '../src/protocol/group.ts';
import { parseJson } from '../src/protocol/json.ts';
import { makeBallot } from '../src/protocol/make-ballot.ts';
import { isNeutral } from '../src/protocol/neutral.ts';
import { proofJson, proofOf, signedJson, signedOf, signMessage } from '../src/protocol/proofs.ts';
import { hashToScalar, inverseVarTime, mod, type ScalarSource } from '../src/protocol/scalars.ts';
import { sizedTallyText, TallySum } from '../src/protocol/tally.ts';
import { parseTrustees } from '../src/protocol/trustees.ts';
import { verifyBallot } from '../src/protocol/verify-ballot.ts';

interface BallotVector { secret: string; choices: number[][]; draws: string[]; hashed_in_order: { text: string; scalar: string }[]; ballot: string; tracker: string }
interface TrusteeVector { index: number; seed: string; sk: string; dk: string; coefficients: string[]; draws: string[]; cert: string; polynomial_message: string; input: string; output: string; decryption_key: string }

const vectors = JSON.parse(readFileSync(new URL('../../../tests/vectors/ed25519.json', import.meta.url), 'utf8')) as {
  group: { g: string; identity: string; powers_of_g: Record<string, string>; hash_to_scalar: Record<string, string> };
  typed_credential: { uuid: string; credential: string; secret: string; public: string };
  ceremony: { vote: string; size: number; threshold: number; trustees: TrusteeVector[]; record: string; record_sha256: string; public_key: string };
  sigmsg: { message: string; draws: string[]; proof: object };
  credentials: { entries: { secret: string; public: string }[]; record: string };
  election: { record: string; fingerprint: string };
  ballots: BallotVector[];
  ballot_two_questions: BallotVector & { election_record: string };
  neutral_ballot: BallotVector & { randomness: string[] };
  tally: {
    encrypted_tally: string; encrypted_tally_sha256: string; sized_encrypted_tally: string; lagrange_weights_of_1_and_3: string[];
    decryptions: { owner: number; draws: string[]; partial_decryption: string; second_proofs: string }[];
  };
};

/** Hands out the listed scalars, then fails. */
const drawing = (list: readonly string[]): ScalarSource => {
  const left = [...list];
  return () => {
    const next = left.shift();
    if (next === undefined) throw new Error('more draws than the vector lists');
    return BigInt(next);
  };
};

const { ceremony } = vectors;
const placed = (me: number) => ({ vote: ceremony.vote, me, size: ceremony.size, threshold: ceremony.threshold });
const election = parseElection(vectors.election.record);
const listed = new Set(JSON.parse(vectors.credentials.record) as string[]);

describe('group and scalars', () => {
  test('texts_of_elements', () => {
    expect([ser(G), ser(IDENTITY)]).toEqual([vectors.group.g, vectors.group.identity]);
    for (const [e, text] of Object.entries(vectors.group.powers_of_g)) {
      expect(ser(powerOfG(BigInt(e)))).toBe(text);
      expect(ser(powerVarTime(G, BigInt(e)))).toBe(text);
    }
  });

  test('hash_to_scalar', () => {
    for (const [text, scalar] of Object.entries(vectors.group.hash_to_scalar)) expect(String(hashToScalar(text))).toBe(scalar);
  });

  test('typed_credential', () => {
    const { uuid, credential, secret, public: C } = vectors.typed_credential;
    const s = exponentOfTypedCredential(uuid, credential);
    expect([String(s), ser(powerOfG(s))]).toEqual([secret, C]);
  });

  test('lagrange_weights', () => {
    const weight = (d: number, k: number) => String(mod(BigInt(k) * inverseVarTime(BigInt(k - d))));
    expect([weight(1, 3), weight(3, 1)]).toEqual(vectors.tally.lagrange_weights_of_1_and_3);
  });

  test('public_credentials', () => {
    for (const e of vectors.credentials.entries) expect(ser(powerOfG(BigInt(e.secret)))).toBe(e.public);
  });

  test('signed_message', () => {
    const sk = BigInt(ceremony.trustees[0]?.sk ?? '');
    expect(proofJson(signMessage(sk, vectors.sigmsg.message, drawing(vectors.sigmsg.draws)))).toEqual(vectors.sigmsg.proof);
  });
});

describe('ceremony', () => {
  const certs = ceremony.trustees.map((t) => signedOf(parseJson(t.cert)));

  test.each(ceremony.trustees)('trustee_$index_makes_the_same_messages', async (t) => {
    const secrets = secretsOf(t.seed, placed(t.index));
    expect([secrets.sk, secrets.dk, ...secrets.coefficients].map(String)).toEqual([t.sk, t.dk, ...t.coefficients]);
    const random = drawing(t.draws);
    expect(JSON.stringify(signedJson(makeCert(placed(t.index), secrets, random)))).toBe(t.cert);
    const opened = openCerts(placed(t.index), secrets, certs);
    expect(JSON.stringify(await makePolynomial(placed(t.index), secrets, opened, random))).toBe(t.polynomial_message);
    const input = parseJson(t.input) as { secrets: string[]; coefexps: never[]; signatures: never[] };
    const output = await makeVoutput(placed(t.index), secrets, opened, {
      secrets: input.secrets, coefexps: input.coefexps.map(signedOf), signatures: input.signatures.map(proofOf),
    }, random);
    expect(JSON.stringify({ private_key: output.privateKey, public_key: output.publicKey })).toBe(t.output);
    expect(String(output.decryptionKey)).toBe(t.decryption_key);
    expect(String(await openDecryptionKey(secrets, output.privateKey))).toBe(t.decryption_key);
  });

  test('record', () => {
    expect(ser(parseTrustees(ceremony.record, ceremony.vote).publicKey)).toBe(ceremony.public_key);
    expect(sha256Hex(ceremony.record)).toBe(ceremony.record_sha256);
  });
});

describe('ballots', () => {
  test('fingerprint', () => {
    expect(election.fingerprint).toBe(vectors.election.fingerprint);
  });

  test.each(vectors.ballots)('ballot_of_entry_$entry_for_$choices', (v) => {
    const made = makeBallot(election, BigInt(v.secret), v.choices, drawing(v.draws));
    expect([made.text, made.tracker]).toEqual([v.ballot, v.tracker]);
    for (const hashed of v.hashed_in_order) expect(String(hashToScalar(hashed.text))).toBe(hashed.scalar);
    expect(verifyBallot(election, listed, v.ballot)).toHaveProperty('ballot');
  });

  test('two_questions', () => {
    const v = vectors.ballot_two_questions;
    const two = parseElection(v.election_record);
    expect(makeBallot(two, BigInt(v.secret), v.choices, drawing(v.draws)).text).toBe(v.ballot);
    expect(verifyBallot(two, listed, v.ballot)).toHaveProperty('ballot');
  });

  test('neutral_ballot', () => {
    const v = vectors.neutral_ballot;
    expect(makeBallot(election, BigInt(v.secret), v.choices, drawing([...v.randomness, ...v.draws])).text).toBe(v.ballot);
    expect(isNeutral(election, parseBallot(v.ballot))).toBe(true);
    expect(isNeutral(election, parseBallot(vectors.ballots[0]?.ballot ?? ''))).toBe(false);
  });
});

describe('tally and decryption', () => {
  test('encrypted_tally', () => {
    const last = new Map(vectors.ballots.map((v) => [parseBallot(v.ballot).credential, parseBallot(v.ballot)]));
    const sum = new TallySum(election);
    last.forEach((ballot) => sum.add(ballot));
    expect(sum.text()).toBe(vectors.tally.encrypted_tally);
    expect(sizedTallyText(sum.ballots, sha256Hex(sum.text()))).toBe(vectors.tally.sized_encrypted_tally);
  });

  test.each(vectors.tally.decryptions)('decryption_of_trustee_$owner', (v) => {
    const x = BigInt(ceremony.trustees[v.owner - 1]?.decryption_key ?? '');
    const context = { election, tallyText: vectors.tally.encrypted_tally, owner: v.owner, X: powerOfG(x) };
    const made = decryptTally(context, x, drawing(v.draws));
    expect(made.record).toBe(v.partial_decryption);
    expect(JSON.stringify({ owner: v.owner, proofs: made.secondProofs.map((row) => row.map(proofJson)) })).toBe(v.second_proofs);
    expect(verifyDecryption(context, made.record, made.secondProofs)).not.toBeNull();
    expect(verifyDecryption({ ...context, owner: v.owner + 1 }, made.record, made.secondProofs)).toBeNull();
    expect(verifyDecryption(context, made.record, [...made.secondProofs].reverse().map((row) => [...row].reverse()))).toBeNull();
  });
});
