// Verification of one ballot: check 7 of belenios-format section 10, apart from what concerns other ballots.
// Rejects with a reason from CastRefusal's words, in the order in which the ballot box asks.
import { sha256Base64 } from './bytes.ts';
import { multiplyCiphertexts, parseBallot, prefixesOf, proofPlan, unsignedText, type Answer, type Ballot, type Ciphertext, type Statement } from './ballot.ts';
import { slotsOf, type Election, type Question } from './election.ts';
import { decodePoint, G, powerVarTime, PowersVarTime, serAll, type Element } from './group.ts';
import { verifyLogarithm, type Proof } from './proofs.ts';
import { hashToScalar, mod } from './scalars.ts';
import { FormatError } from './bytes.ts';

export type BallotFailure = 'NotCanonical' | 'WrongElection' | 'UnknownCredential' | 'WrongShape' | 'NotInGroup' | 'BadSignature' | 'BadProof';

export type BallotVerdict = { readonly ballot: Ballot } | { readonly failure: BallotFailure };

/** `credentials`: the unit's listed credentials, already known to be members of the group and not the identity. */
export function verifyBallot(election: Election, credentials: ReadonlySet<string>, text: string): BallotVerdict {
  let ballot: Ballot;
  try {
    ballot = parseBallot(text);
  } catch (error) {
    if (error instanceof FormatError) return { failure: 'NotCanonical' };
    throw error;
  }
  if (ballot.electionUuid !== election.uuid || ballot.electionHash !== election.fingerprint) return { failure: 'WrongElection' };
  if (!credentials.has(ballot.credential)) return { failure: 'UnknownCredential' };
  if (!hasShape(election, ballot)) return { failure: 'WrongShape' };
  if (!isSigned(ballot)) return { failure: 'BadSignature' };
  for (const [i, answer] of ballot.answers.entries()) {
    const failure = verifyAnswer(election, ballot.credential, election.questions[i] as Question, answer);
    if (failure !== null) return { failure };
  }
  return { ballot };
}

function hasShape(election: Election, ballot: Ballot): boolean {
  return ballot.answers.length === election.questions.length && ballot.answers.every((answer, i) => {
    const question = election.questions[i] as Question;
    const slots = slotsOf(question);
    return answer.choices.length === slots
      && answer.individualProofs.length === slots
      && (answer.blankProof !== null) === question.blank
      && answer.overallProof.length === question.max - question.min + 1 + (question.blank ? 1 : 0);
  });
}

function isSigned(ballot: Ballot): boolean {
  const hash = sha256Base64(unsignedText(ballot));
  return hash === ballot.signatureHash && verifyLogarithm(decodePoint(ballot.credential), `sig|${hash}|`, ballot.signatureProof);
}

interface Powers {
  readonly alpha: PowersVarTime;
  readonly beta: PowersVarTime;
}

function verifyAnswer(election: Election, credential: string, question: Question, answer: Answer): BallotFailure | null {
  const powers = answer.choices.map((c) => ({ alpha: new PowersVarTime(c.alpha), beta: new PowersVarTime(c.beta) }));
  if (!powers.every((p) => p.alpha.isMember() && p.beta.isMember())) return 'NotInGroup';
  const plan = proofPlan(question);
  const sum = multiplyCiphertexts(plan.sumSlots.map((i) => answer.choices[i] as Ciphertext));
  const sumPowers = { alpha: new PowersVarTime(sum.alpha), beta: new PowersVarTime(sum.beta) };
  const prefixes = prefixesOf(election.fingerprint, credential, answer.choices, question.blank, sum);
  const powersOf = (s: Statement): Powers => (s.slots.length === 1 ? (powers[s.slots[0] as number] as Powers) : sumPowers);
  const holds = (statements: readonly Statement[], proofs: readonly Proof[], prefix: string) =>
    verifyDisjunction(election.publicKey, statements, proofs, powersOf, prefix);
  const good = plan.individual.every((statements, i) => holds(statements, answer.individualProofs[i] as readonly Proof[], prefixes.individual(i)))
    && (plan.blank === null || holds(plan.blank, answer.blankProof as readonly Proof[], prefixes.blank))
    && holds(plan.overall, answer.overallProof, prefixes.overall);
  return good ? null : 'BadProof';
}

/** A = g^resp alpha^ch, B = y^resp (beta / g^M)^ch for every disjunct; the challenges must add up to the hash. */
function verifyDisjunction(y: Element, statements: readonly Statement[], proofs: readonly Proof[], powersOf: (s: Statement) => Powers, prefix: string): boolean {
  const commitments = statements.flatMap((statement, j) => {
    const { challenge, response } = proofs[j] as Proof;
    const p = powersOf(statement);
    const A = powerVarTime(G, response).add(p.alpha.power(challenge));
    const B = powerVarTime(y, response).add(p.beta.power(challenge));
    return [A, statement.value === 0 ? B : B.add(powerVarTime(G, mod(-BigInt(statement.value) * challenge)))];
  });
  const sum = proofs.reduce((all, p) => all + p.challenge, 0n);
  return hashToScalar(prefix + serAll(commitments).join(',')) === mod(sum);
}
