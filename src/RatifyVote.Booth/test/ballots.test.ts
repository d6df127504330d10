// Ballots: what is made verifies, what is changed does not, and the reason is the one that is named for it.
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { parseBallot } from '../src/protocol/ballot.ts';
import { checkHere, CheckFailure, NOT_OURS, verifyArchive, type ArchiveExpectation } from '../src/protocol/verify-archive.ts';
import { FormatError, sha256Hex } from '../src/protocol/bytes.ts';
import { parseElection, type Election } from '../src/protocol/election.ts';
import { G, IDENTITY, powerOfG, ser } from '../src/protocol/group.ts';
import { openHandout } from '../src/protocol/handout.ts';
import { isNeutral } from '../src/protocol/neutral.ts';
import { makeBallot } from '../src/protocol/make-ballot.ts';
import { hashToScalar, Q } from '../src/protocol/scalars.ts';
import { verifyBallot, type BallotFailure } from '../src/protocol/verify-ballot.ts';
import { VOTE } from './ceremony-run.ts';
import { OwnUnit } from './own-unit.ts';

let unit: OwnUnit;
beforeAll(async () => {
  unit = await OwnUnit.make(4);
});

const judge = (text: string, election: Election = unit.election): BallotFailure | 'good' => {
  const verdict = verifyBallot(election, new Set(unit.entries.map((e) => e.credential)), text);
  return 'failure' in verdict ? verdict.failure : 'good';
};

describe('what is made', () => {
  test.each([[[1, 0, 0]], [[0, 1, 0]], [[0, 0, 1]]])('a_ballot_for_%j_verifies', (slots) => {
    const made = makeBallot(unit.election, unit.entries[0]?.s ?? 0n, [slots]);
    expect(judge(made.text)).toBe('good');
    expect(new TextEncoder().encode(JSON.stringify({ ballot: made.text, pad: '' })).length).toBeLessThan(4096);
  });

  test.each([[[0, 0, 0]], [[1, 1, 0]], [[0, 1, 1]], [[0, 2, 0]], [[0, 1]]])('choices_%j_are_refused_before_any_encryption', (slots) => {
    expect(() => makeBallot(unit.election, unit.entries[0]?.s ?? 0n, [slots])).toThrow(RangeError);
  });

  test('every_shape_of_question_verifies', () => {
    const shape = fc.record({ answers: fc.integer({ min: 1, max: 4 }), blank: fc.boolean(), bits: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }), slack: fc.nat(2), isBlank: fc.boolean() });
    fc.assert(fc.property(shape, ({ answers, blank, bits, slack, isBlank }) => {
      const m = bits.slice(0, answers).map(Number);
      const sum = m.reduce((a, b) => a + b, 0);
      const [min, max] = [Math.max(0, sum - slack), Math.min(answers, sum + slack)];
      const election = parseElection(JSON.stringify({
        version: 1, description: '', name: '', group: 'Ed25519', public_key: ser(powerOfG(5n)),
        questions: [{ answers: bits.slice(0, answers).map(String), ...(blank ? { blank } : {}), min, max, question: '' }], uuid: 'UUUUUUUUUUUUUU',
      }));
      const slots = blank ? (isBlank ? [1, ...m.map(() => 0)] : [0, ...m]) : m;
      expect(judge(makeBallot(election, unit.entries[1]?.s ?? 0n, [slots]).text, election)).toBe('good');
    }), { numRuns: 15 });
  });
});

describe('what is changed', () => {
  type Plain = { [key: string]: Plain } & Plain[] & string;
  const changed = (change: (ballot: Plain) => void): string => {
    const copy = JSON.parse(makeBallot(unit.election, unit.entries[0]?.s ?? 0n, [[0, 1, 0]]).text) as Plain;
    change(copy);
    return JSON.stringify(copy);
  };
  const at = (b: Plain, ...path: (string | number)[]) => path.reduce((o, k) => (o as unknown as Record<string | number, Plain>)[k] as Plain, b) as unknown as Record<string | number, unknown>;
  const plusOne = (v: unknown) => String((BigInt(v as string) + 1n) % Q);

  test.each<[string, BallotFailure, (b: Plain) => void]>([
    ['another_uuid', 'WrongElection', (b) => { at(b)['election_uuid'] = 'WWWWWWWWWWWWWW'; }],
    ['another_fingerprint', 'WrongElection', (b) => { at(b)['election_hash'] = 'A'.repeat(43); }],
    ['a_credential_not_listed', 'UnknownCredential', (b) => { at(b)['credential'] = ser(G); }],
    ['no_blank_proof', 'WrongShape', (b) => { delete at(b, 'answers', 0)['blank_proof']; }],
    ['no_answer', 'WrongShape', (b) => { at(b)['answers'] = []; }],
    ['an_answer_twice', 'WrongShape', (b) => { at(b)['answers'] = [at(b, 'answers', 0), at(b, 'answers', 0)]; }],
    ['a_slot_less', 'WrongShape', (b) => { (at(b, 'answers', 0)['choices'] as unknown[]).pop(); }],
    ['an_overall_proof_less', 'WrongShape', (b) => { (at(b, 'answers', 0)['overall_proof'] as unknown[]).pop(); }],
    ['another_response_in_the_signature', 'BadSignature', (b) => { const p = at(b, 'signature', 'proof'); p['response'] = plusOne(p['response']); }],
    ['another_hash_in_the_signature', 'BadSignature', (b) => { at(b, 'signature')['hash'] = 'A'.repeat(43); }],
    ['another_response_in_a_proof_unsigned', 'BadSignature', (b) => { const p = at(b, 'answers', 0, 'individual_proofs', 0, 0); p['response'] = plusOne(p['response']); }],
    ['a_point_off_the_curve', 'NotCanonical', (b) => { at(b, 'answers', 0, 'choices', 0)['alpha'] = '2'.padStart(64, '0'); }],
    ['y_not_below_p', 'NotCanonical', (b) => { at(b, 'answers', 0, 'choices', 0)['alpha'] = '7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffee'; }],
    ['upper_case', 'NotCanonical', (b) => { const c = at(b, 'answers', 0, 'choices', 0); c['alpha'] = (c['alpha'] as string).toUpperCase(); }],
    ['a_scalar_not_below_q', 'NotCanonical', (b) => { const p = at(b, 'answers', 0, 'overall_proof', 0); p['response'] = String(BigInt(p['response'] as string) + Q); }],
    ['a_leading_zero', 'NotCanonical', (b) => { const p = at(b, 'answers', 0, 'overall_proof', 0); p['response'] = `0${p['response'] as string}`; }],
    ['an_unknown_key', 'NotCanonical', (b) => { at(b)['weight'] = '2'; }],
  ])('%s_is_%s', (_name, failure, change) => {
    expect(judge(changed(change))).toBe(failure);
  });

  test('blanks_duplicate_keys_and_other_order_are_not_canonical', () => {
    const { text } = makeBallot(unit.election, unit.entries[0]?.s ?? 0n, [[0, 1, 0]]);
    expect(judge(text.replace('{', '{ '))).toBe('NotCanonical');
    expect(judge(text.replace('{"election_uuid"', '{"credential":"","election_uuid"'))).toBe('NotCanonical');
    expect(judge(text + '\n')).toBe('NotCanonical');
    expect(judge('')).toBe('NotCanonical');
  });

  // Signed anew by the credential's holder, so that only the named thing is wrong.
  const resigned = async (change: (answer: Record<string, unknown>) => void, i = 0): Promise<string> => {
    const { proveLogarithm, proofJson } = await import('../src/protocol/proofs.ts');
    const { sha256Base64 } = await import('../src/protocol/bytes.ts');
    const s = unit.entries[i]?.s ?? 0n;
    const b = JSON.parse(makeBallot(unit.election, s, [[0, 1, 0]]).text) as { answers: Record<string, unknown>[]; signature?: unknown };
    change(b.answers[0] as Record<string, unknown>);
    delete b.signature;
    const hash = sha256Base64(JSON.stringify(b));
    return JSON.stringify({ ...b, signature: { hash, proof: proofJson(proveLogarithm(s, `sig|${hash}|`)) } });
  };

  test('a_component_with_torsion_is_NotInGroup', async () => {
    const order2 = 'ec'.padEnd(62, 'f') + '7f'; // (0, -1), little-endian
    const { ed25519 } = await import('@noble/curves/ed25519.js');
    const torsion = ed25519.Point.fromHex(order2);
    expect(torsion.isSmallOrder()).toBe(true);
    const text = await resigned((answer) => {
      const c = (answer['choices'] as { alpha: string }[])[0] as { alpha: string };
      c.alpha = ser(ed25519.Point.fromBytes(Uint8Array.from(c.alpha.match(/../g) ?? [], (h) => parseInt(h, 16)).reverse()).add(torsion));
    });
    expect(judge(text)).toBe('NotInGroup');
  });

  test.each(['individual_proofs', 'overall_proof', 'blank_proof'])('swapped_parts_of_%s_are_a_BadProof', async (which) => {
    const text = await resigned((answer) => {
      const proofs = answer[which] as unknown[];
      answer[which] = which === 'individual_proofs' ? [proofs[1], proofs[0], proofs[2]] : [...proofs].reverse();
    });
    expect(judge(text)).toBe('BadProof');
  });

  test('proofs_of_another_voter_do_not_serve', async () => {
    const other = JSON.parse(makeBallot(unit.election, unit.entries[1]?.s ?? 0n, [[0, 1, 0]]).text) as { answers: unknown[] };
    const text = await resigned((answer) => Object.assign(answer, other.answers[0]));
    expect(judge(text)).toBe('BadProof');
  });

  test('hostile_text_never_throws_anything_but_FormatError', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      expect(judge(text)).toBe('NotCanonical');
    }));
    const { text } = makeBallot(unit.election, unit.entries[0]?.s ?? 0n, [[0, 1, 0]]);
    fc.assert(fc.property(fc.nat(text.length - 1), fc.string({ minLength: 1, maxLength: 1 }), (i, c) => {
      fc.pre(text[i] !== c);
      expect(judge(text.slice(0, i) + c + text.slice(i + 1))).not.toBe('good');
    }), { numRuns: 60 });
    expect(() => parseBallot('[')).toThrow(FormatError);
  });
});

describe('neutral ballots', () => {
  test('blank_with_the_known_randomness_is_neutral_and_verifies', () => {
    const e = unit.entries[2] as { s: bigint; credential: string };
    const known = [0, 1, 2].map((j) => hashToScalar(`rv-setaside|${unit.election.uuid}|${e.credential}|${j}`));
    let draws = 0;
    const made = makeBallot(unit.election, e.s, [[1, 0, 0]], () => known[draws++] ?? hashToScalar(`later ${draws}`));
    expect(judge(made.text)).toBe('good');
    expect(isNeutral(unit.election, parseBallot(made.text))).toBe(true);
    expect(isNeutral(unit.election, parseBallot(makeBallot(unit.election, e.s, [[1, 0, 0]]).text))).toBe(false);
  });
});

describe('a whole unit of our own', () => {
  const sealed = () => ({ uuid: unit.election.uuid, fingerprint: unit.election.fingerprint, credentials: sha256Hex(unit.credentials), trustees: sha256Hex(unit.trustees) });
  const verify = (bytes: Uint8Array, more: Partial<ArchiveExpectation> = {}) =>
    verifyArchive([bytes], { ...NOT_OURS, vote: VOTE, sealed: sealed(), ...more }, checkHere);

  beforeAll(() => {
    [[0, 1, 0], [0, 0, 1], [1, 0, 0]].forEach((slots, i) => unit.vote(i, slots));
    unit.vote(0, [0, 0, 1]);
    unit.end();
  });

  test('verifies_with_its_revote_counted_once', async () => {
    const verified = await verify(unit.archive());
    expect([verified.ballots, verified.counted]).toEqual([4, 3]);
    expect(verified.tallyText).toBe(unit.tallyText);
  });

  test('every_changed_byte_is_noticed', async () => {
    const bytes = unit.archive();
    await fc.assert(fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (i, x) => {
      const copy = bytes.slice();
      copy[i] = (copy[i] as number) ^ x;
      await expect(verify(copy)).rejects.toBeInstanceOf(CheckFailure);
    }), { numRuns: 40 });
  });

  test('a_truncated_archive_is_refused', async () => {
    const bytes = unit.archive();
    await expect(verify(bytes.slice(0, bytes.length - 512))).rejects.toBeInstanceOf(CheckFailure);
    await expect(verify(new Uint8Array([...bytes, ...new Uint8Array(512)]))).rejects.toMatchObject({ check: 1 });
  });

  test('another_sealed_fingerprint_fails_check_4_and_another_list_check_6', async () => {
    await expect(verify(unit.archive(), { sealed: { ...sealed(), fingerprint: 'A'.repeat(43) } })).rejects.toMatchObject({ check: 4 });
    await expect(verify(unit.archive(), { sealed: { ...sealed(), credentials: '0'.repeat(64) } })).rejects.toMatchObject({ check: 6 });
    await expect(verify(unit.archive(), { sealed: { ...sealed(), trustees: '0'.repeat(64) } })).rejects.toMatchObject({ check: 5 });
  });

  test('a_board_without_the_head_the_journal_names_fails_check_2', async () => {
    await expect(verify(unit.archive(), { heads: [{ height: 2, hash: '0'.repeat(64) }] })).rejects.toMatchObject({ check: 2 });
  });

  test('an_ordinary_ballot_after_the_closing_head_fails_check_7', async () => {
    await expect(verify(unit.archive(), { closingHeight: 2 })).rejects.toMatchObject({ check: 7, message: expect.stringContaining('after the close') as string });
  });

  test('a_second_ballot_fails_check_7_where_the_first_counts', async () => {
    await expect(verify(unit.archive(), { oneBallotEach: true })).rejects.toMatchObject({ check: 7 });
  });

  test('a_hand_out_opens_and_one_of_another_entry_does_not', () => {
    const listed = JSON.parse(unit.credentials) as string[];
    const binding = unit.election.binding as NonNullable<Election['binding']>;
    expect(openHandout(JSON.stringify(unit.handout(1)), unit.election, binding, listed).credential).toBe(unit.entries[1]?.credential);
    const swapped = { ...unit.handout(1), s: String(unit.entries[2]?.s) };
    expect(() => openHandout(JSON.stringify(swapped), unit.election, binding, listed)).toThrow('sealed root');
    expect(() => openHandout(JSON.stringify({ ...unit.handout(1), s: '5' }), unit.election, binding, listed)).toThrow('sealed list');
    expect(() => openHandout(JSON.stringify({ ...unit.handout(1), i: 2 }), unit.election, binding, listed)).toThrow('sealed root');
    expect(IDENTITY.is0()).toBe(true);
  });
});
