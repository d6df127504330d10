// The encrypted tally: product over the last ballot of each credential. Ref: belenios-format section 8; check 8.
import type { Ballot, Ciphertext } from './ballot.ts';
import { ciphertextOf } from './ballot.ts';
import { FormatError } from './bytes.ts';
import { slotsOf, type Election } from './election.ts';
import { IDENTITY, serAll, type Element } from './group.ts';
import { arrayOf, countOf, hashOf, objectOf, parseJson, writeJson } from './json.ts';

export type EncryptedTally = readonly (readonly Ciphertext[])[];

/** Multiplies ballots in, one per credential (unweighted). */
export class TallySum {
  private readonly sums: { alpha: Element; beta: Element }[][];
  private count = 0;

  constructor(election: Election) {
    this.sums = election.questions.map((q) => Array.from({ length: slotsOf(q) }, () => ({ alpha: IDENTITY, beta: IDENTITY })));
  }

  add(ballot: Ballot): void {
    ballot.answers.forEach((answer, q) => answer.choices.forEach((c, slot) => {
      const sum = (this.sums[q] as { alpha: Element; beta: Element }[])[slot] as { alpha: Element; beta: Element };
      [sum.alpha, sum.beta] = [sum.alpha.add(c.alpha), sum.beta.add(c.beta)];
    }));
    this.count++;
  }

  get ballots(): number {
    return this.count;
  }

  /** Exact text of the encrypted_tally record. */
  text(): string {
    return writeJson(this.sums.map((row) => {
      const texts = serAll(row.flatMap((s) => [s.alpha, s.beta]));
      return row.map((_, i) => ({ alpha: texts[2 * i], beta: texts[2 * i + 1] }));
    }));
  }
}

export const sizedTallyText = (ballots: number, tallyHash: string): string =>
  writeJson({ num_tallied: ballots, total_weight: ballots, encrypted_tally: tallyHash });

export function parseSizedTally(text: string): { ballots: number; weight: number; hash: string } {
  const o = objectOf(parseJson(text), ['num_tallied', 'total_weight', 'encrypted_tally']);
  return { ballots: countOf(o['num_tallied']), weight: countOf(o['total_weight']), hash: hashOf(o['encrypted_tally']) };
}

/** The tally's ciphertexts. Membership follows from recomputing the tally out of checked ballots; do that first. */
export function parseTally(election: Election, text: string): EncryptedTally {
  const rows = arrayOf(parseJson(text), election.questions.length).map((row) => arrayOf(row).map(ciphertextOf));
  if (rows.some((row, q) => row.length !== slotsOf(election.questions[q] as Election['questions'][number])))
    throw new FormatError('tally: other shape than the election');
  return rows;
}
