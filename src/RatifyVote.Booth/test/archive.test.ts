// Boards that are wrong although every hash in them is right: each is noticed by the check that is there for it.
import { beforeAll, expect, test } from 'vitest';
import { sha256Base64, sha256Hex } from '../src/protocol/bytes.ts';
import { makeBallot } from '../src/protocol/make-ballot.ts';
import { proofJson, proveLogarithm } from '../src/protocol/proofs.ts';
import { hashToScalar, randomScalar } from '../src/protocol/scalars.ts';
import { checkHere, NOT_OURS, verifyArchive, type ArchiveExpectation } from '../src/protocol/verify-archive.ts';
import { runCeremony, trusteesRecord, VOTE } from './ceremony-run.ts';
import { OwnUnit } from './own-unit.ts';

let trustees: string;
beforeAll(async () => {
  trustees = trusteesRecord(await runCeremony(2, 2));
});

const YES = [0, 1, 0];

async function board(fill: (unit: OwnUnit) => void): Promise<OwnUnit> {
  const unit = await OwnUnit.make(4, 2, 2, trustees);
  fill(unit);
  return unit;
}

const verify = (unit: OwnUnit, more: Partial<ArchiveExpectation> = {}) => verifyArchive([unit.archive()], {
  ...NOT_OURS, vote: VOTE, ...more,
  sealed: { uuid: unit.election.uuid, fingerprint: unit.election.fingerprint, credentials: sha256Hex(unit.credentials), trustees: sha256Hex(trustees) },
}, checkHere);

const neutralOf = (unit: OwnUnit, i: number): string => {
  const e = unit.entries[i] as OwnUnit['entries'][number];
  const known = [0, 1, 2].map((j) => hashToScalar(`rv-setaside|${unit.election.uuid}|${e.credential}|${j}`));
  return makeBallot(unit.election, e.s, [[1, 0, 0]], () => known.shift() ?? randomScalar()).text;
};

test('an_empty_board_verifies', async () => {
  const verified = await verify(await board((u) => u.end()));
  expect([verified.ballots, verified.counted]).toEqual([0, 0]);
  expect(verified.tallyText).toContain('0000000000000000000000000000000000000000000000000000000000000001');
});

test.each<[string, { check: number; message?: RegExp }, (u: OwnUnit) => void]>([
  ['an_old_ballot_cast_again', { check: 7, message: /copy of an earlier one/ }, (u) => { const first = u.vote(0, YES); u.vote(0, YES); u.append(first); u.end(); }],
  ['anothers_ciphertexts_under_ones_own_credential', { check: 7, message: /ciphertext of another ballot/ }, (u) => {
    const copied = JSON.parse(u.vote(0, YES)) as { credential: string; signature?: unknown };
    const thief = u.entries[1] as OwnUnit['entries'][number];
    delete copied.signature;
    const unsigned = { ...copied, credential: thief.credential };
    const hash = sha256Base64(JSON.stringify(unsigned));
    u.append(JSON.stringify({ ...unsigned, signature: { hash, proof: proofJson(proveLogarithm(thief.s, `sig|${hash}|`)) } }));
    u.end();
  }],
  ['a_ballot_under_a_credential_not_listed', { check: 7, message: /not listed/ }, (u) => { u.append(makeBallot(u.election, 5n, [YES]).text); u.end(); }],
  ['a_tally_of_other_ballots', { check: 8, message: /product/ }, (u) => {
    u.vote(0, YES);
    u['event']('EndBallots', null);
    const tally = u['data'](JSON.stringify([(JSON.parse(makeBallot(u.election, u.entries[1]?.s ?? 0n, [YES]).text) as { answers: { choices: unknown }[] }).answers[0]?.choices]));
    u['event']('EncryptedTally', u['data'](JSON.stringify({ num_tallied: 1, total_weight: 1, encrypted_tally: tally })));
  }],
  ['a_number_of_ballots_that_is_wrong', { check: 8, message: /says 3 ballots/ }, (u) => {
    u.vote(0, YES);
    u['event']('EndBallots', null);
    const last = JSON.parse(u['ballots'][0] as string) as { answers: { choices: unknown }[] };
    const tally = u['data'](JSON.stringify([last.answers[0]?.choices]));
    u['event']('EncryptedTally', u['data'](JSON.stringify({ num_tallied: 3, total_weight: 3, encrypted_tally: tally })));
  }],
  ['a_ballot_after_the_end', { check: 2, message: /out of order/ }, (u) => { u.vote(0, YES); u['event']('EndBallots', null); u.vote(1, YES); u.end(); }],
  ['an_end_without_tally', { check: 2, message: /does not reach/ }, (u) => { u.vote(0, YES); u['event']('EndBallots', null); }],
  ['a_record_no_event_calls_for', { check: 2, message: /records/ }, (u) => { u['data']('{}'); u.vote(0, YES); u.end(); }],
  ['a_record_after_the_last_event', { check: 2, message: /records/ }, (u) => { u.end(); u['data']('{}'); }],
  ['an_event_of_unknown_type', { check: 2, message: /unknown type/ }, (u) => { u['event']('Shuffle', null); u.end(); }],
  ['a_payload_that_is_not_the_record', { check: 2, message: /breaks the chain/ }, (u) => { u['data']('{}'); u['event']('Ballot', sha256Hex('x')); u.end(); }],
  ['a_second_setup', { check: 2, message: /out of order|other records/ }, (u) => { u['event']('Setup', u['data']('{}')); u.end(); }],
])('%s', async (_name, expected, fill) => {
  const unit = await board(fill);
  await expect(verify(unit)).rejects.toMatchObject({ check: expected.check, ...(expected.message ? { message: expect.stringMatching(expected.message) as string } : {}) });
});

test('a_neutral_ballot_after_the_close_replaces_one_and_is_counted_blank', async () => {
  const unit = await board((u) => { u.vote(0, YES); u.vote(1, YES); u.append(neutralOf(u, 1)); u.end(); });
  expect((await verify(unit, { closingHeight: 2 })).counted).toBe(2);
});

test.each<[string, RegExp, number | null, (u: OwnUnit) => void]>([
  ['before_the_close', /neutral before the close/, 3, (u) => { u.vote(0, YES); u.append(neutralOf(u, 0)); u.vote(1, YES); }],
  ['where_no_close_is_known', /neutral before the close/, null, (u) => { u.vote(0, YES); u.append(neutralOf(u, 0)); }],
  ['for_one_who_did_not_vote', /replaces no ballot/, 1, (u) => { u.vote(0, YES); u.append(neutralOf(u, 1)); }],
  ['twice_for_one', /ciphertext of another ballot/, 1, (u) => { u.vote(0, YES); u.append(neutralOf(u, 0)); u.append(neutralOf(u, 0)); }],
])('a_neutral_ballot_%s_fails_check_7', async (_name, message, closingHeight, fill) => {
  const unit = await board((u) => { fill(u); u.end(); });
  const failure = verify(unit, { closingHeight });
  await expect(failure).rejects.toMatchObject({ check: 7, message: expect.stringMatching(message) as string });
});
