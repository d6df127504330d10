// belenios-tool 3.x judges what is made here: every ballot by `verify-ballot`, a whole election with our ceremony's trustees by
// `election verify`. RV_BELENIOS3 names the tool (infra/get-belenios-tool.sh fetches it); without it these tests fail and say so.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { decryptTally } from '../src/protocol/decryption.ts';
import { powerOfG } from '../src/protocol/group.ts';
import { makeBallot } from '../src/protocol/make-ballot.ts';
import { runCeremony, trusteesRecord } from './ceremony-run.ts';
import { OwnUnit, UUID } from './own-unit.ts';

const tool = process.env['RV_BELENIOS3'];
const folder = mkdtempSync(join(tmpdir(), 'booth-interop-'));
let unit: OwnUnit;

const run = (...args: string[]): string => {
  if (tool === undefined) throw new Error('RV_BELENIOS3 is not set: belenios-tool 3.x is needed to judge the ballots made here');
  return execFileSync(tool, [...args, '--dir', folder], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
};

beforeAll(async () => {
  const ceremony = await runCeremony(3, 2);
  unit = await OwnUnit.make(4, 3, 2, trusteesRecord(ceremony));
  [[0, 1, 0], [0, 0, 1], [1, 0, 0], [0, 0, 1]].forEach((slots, i) => unit.vote(i, slots));
  unit.vote(3, [0, 1, 0]);
  unit.end();
  const parts = [1, 3].map((owner) => {
    const x = ceremony.trustees[owner - 1]?.voutput.decryptionKey ?? 0n;
    return { owner, record: decryptTally({ election: unit.election, tallyText: unit.tallyText, owner, X: powerOfG(x) }, x).record };
  });
  unit.finish(parts, [1, 2, 1]);
  writeFileSync(join(folder, `${UUID}.bel`), unit.archive());
});
afterAll(() => rmSync(folder, { recursive: true }));

test('a_whole_election_of_ours_passes_election_verify', () => {
  expect(() => run('election', 'verify')).not.toThrow();
});

test.each([[[1, 0, 0]], [[0, 1, 0]], [[0, 0, 1]]])('a_ballot_for_%j_passes_verify_ballot', (slots) => {
  const file = join(folder, 'ballot.json');
  writeFileSync(file, makeBallot(unit.election, unit.entries[4]?.s ?? 0n, [slots]).text);
  expect(() => run('election', 'verify-ballot', '--ballot', file)).not.toThrow();
  writeFileSync(file, makeBallot(unit.election, 5n, [slots]).text);
  expect(() => run('election', 'verify-ballot', '--ballot', file)).toThrow();
});
