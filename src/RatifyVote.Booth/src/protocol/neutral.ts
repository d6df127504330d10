// Neutral ballots: provably blank, with randomness anybody can work out, put on the board between Closing and EndBallots for an
// entry that is set aside. Ref: secrecy.md C-09: r_j = HASH("rv-setaside|" uuid "|" ser(C) "|" j), blank = 1, all else 0.
import type { Ballot } from './ballot.ts';
import type { Election } from './election.ts';
import { G, IDENTITY, powerVarTime, ser } from './group.ts';
import { hashToScalar } from './scalars.ts';

export function isNeutral(election: Election, ballot: Ballot): boolean {
  return ballot.answers.every((answer) => answer.choices.every((c, j) => {
    const r = hashToScalar(`rv-setaside|${election.uuid}|${ballot.credential}|${j}`);
    if (ser(powerVarTime(G, r)) !== c.alphaText) return false;
    return ser(powerVarTime(election.publicKey, r).add(j === 0 ? G : IDENTITY)) === c.betaText;
  }));
}
