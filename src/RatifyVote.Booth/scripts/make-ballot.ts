// Prints ballots made by the booth's code, for other programs to judge.
//   node scripts/run.mjs scripts/make-ballot.ts ELECTION.json CREDENTIAL CHOICES
// ELECTION.json: file with the exact election record. CREDENTIAL: exponent in decimal, or a typed 3.x credential.
// CHOICES: per question the slots, e.g. "[[0,1,0]]", or "yes" | "no" | "blank" for one Yes/No question.
// With "-" for CREDENTIAL and CHOICES, lines "CREDENTIAL CHOICES" are read from standard input, one ballot is printed per line.
import { readFileSync } from 'node:fs';
import { exponentOfTypedCredential } from '../src/protocol/credentials.ts';
import { parseElection, type Election } from '../src/protocol/election.ts';
import { makeBallot } from '../src/protocol/make-ballot.ts';

function exponent(election: Election, credential: string): bigint {
  return /^[0-9]+$/.test(credential) ? BigInt(credential) : exponentOfTypedCredential(election.uuid, credential);
}

function slots(election: Election, choices: string): number[][] {
  const named = ['blank', 'yes', 'no'].indexOf(choices);
  if (named < 0) return JSON.parse(choices) as number[][];
  const row = [0, 1, 2].map((slot) => (slot === named ? 1 : 0));
  return [election.questions[0]?.blank ? row : row.slice(1)];
}

const [file, credential, choices] = process.argv.slice(2);
if (file === undefined || credential === undefined) {
  process.stderr.write('usage: make-ballot ELECTION.json CREDENTIAL CHOICES\n');
  process.exit(2);
}
const election = parseElection(readFileSync(file, 'utf8').replace(/\n$/, ''));
const lines = credential === '-' ? readFileSync(0, 'utf8').trim().split('\n') : [`${credential} ${choices ?? ''}`];
for (const line of lines) {
  const [c, wanted] = line.split(' ') as [string, string];
  process.stdout.write(makeBallot(election, exponent(election, c), slots(election, wanted)).text + '\n');
}
