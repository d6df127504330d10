// Making a ballot: the only place where a plaintext choice becomes ciphertext.
// Ref: belenios-format section 7, "Disjunction". Secret: the choice m, all randomness r, w, and the credential's exponent s.
// The prover knows r and m, so the simulated branch needs no power of the ciphertext:
//   alpha^ch g^resp = g^(resp + r ch),   (beta/g^M)^ch y^resp = y^(resp + r ch) g^((m - M) ch);
// every power has a fixed base (g or y, with tables) and a constant sequence of point operations.
import { sha256Base64 } from './bytes.ts';
import { prefixesOf, proofPlan, unsignedText, writeBallot, trackerOf, type Answer, type Ciphertext, type Statement } from './ballot.ts';
import { slotsOf, type Election, type Question } from './election.ts';
import { G, IDENTITY, powerOfG, powerOnce, ser, serAll, type Element } from './group.ts';
import { proveLogarithm, type Proof } from './proofs.ts';
import { hashToScalar, mod, randomScalar, type ScalarSource } from './scalars.ts';

export interface MadeBallot {
  readonly text: string;
  readonly tracker: string;
  readonly credential: string;
}

/** `choices[q][slot]` in {0,1} for each question; throws RangeError when they break the question's rules.
 *  `random` is drawn in the order of tests/vectors: per question r of every slot; per slot (challenge, response) of each
 *  simulated disjunct, then w; blank proof; overall proof; last w of the signature. */
export function makeBallot(election: Election, s: bigint, choices: readonly (readonly number[])[], random: ScalarSource = randomScalar): MadeBallot {
  if (choices.length !== election.questions.length) throw new RangeError('one row of choices per question');
  const credential = ser(powerOfG(s));
  const answers = election.questions.map((question, i) => answer(election, credential, question, choices[i] as readonly number[], random));
  const unsigned = { electionUuid: election.uuid, electionHash: election.fingerprint, credential, answers };
  const signatureHash = sha256Base64(unsignedText(unsigned));
  const signatureProof = proveLogarithm(s, `sig|${signatureHash}|`, random);
  const text = writeBallot({ ...unsigned, signatureHash, signatureProof });
  return { text, tracker: trackerOf(text), credential };
}

function answer(election: Election, credential: string, question: Question, m: readonly number[], random: ScalarSource): Answer {
  requireAllowed(question, m);
  const y = election.publicKey;
  const r = m.map(() => random());
  const pairs = r.map((ri, i) => [powerOfG(ri), powerOnce(y, ri).add(m[i] === 1 ? G : IDENTITY)] as const);
  const texts = serAll(pairs.flat());
  const choices: Ciphertext[] = pairs.map(([alpha, beta], i) => ({
    alpha, beta, alphaText: texts[2 * i] as string, betaText: texts[2 * i + 1] as string,
  }));
  const plan = proofPlan(question);
  const sum = productOf(choices, plan.sumSlots);
  const prefixes = prefixesOf(election.fingerprint, credential, choices, question.blank, sum);
  const prove = (statements: readonly Statement[], prefix: string) => disjunction(y, statements, r, m, prefix, random);
  const individualProofs = plan.individual.map((statements, i) => prove(statements, prefixes.individual(i)));
  const blankProof = plan.blank === null ? null : prove(plan.blank, prefixes.blank);
  const overallProof = prove(plan.overall, prefixes.overall);
  return { choices, individualProofs, overallProof, blankProof };
}

function requireAllowed(question: Question, m: readonly number[]): void {
  if (m.length !== slotsOf(question) || m.some((v) => v !== 0 && v !== 1)) throw new RangeError('choices: one 0 or 1 per slot');
  const answers = question.blank ? m.slice(1) : m;
  const sum = answers.reduce((a, b) => a + b, 0);
  const isBlank = question.blank && m[0] === 1;
  if (isBlank ? sum !== 0 : sum < question.min || sum > question.max) throw new RangeError('choices: not allowed by the question');
}

function productOf(choices: readonly Ciphertext[], slots: readonly number[]): Ciphertext {
  let [alpha, beta] = [IDENTITY, IDENTITY];
  for (const slot of slots) {
    const c = choices[slot] as Ciphertext;
    [alpha, beta] = [alpha.add(c.alpha), beta.add(c.beta)];
  }
  const [alphaText, betaText] = serAll([alpha, beta]) as [string, string];
  return { alpha, beta, alphaText, betaText };
}

function disjunction(y: Element, statements: readonly Statement[], r: readonly bigint[], m: readonly number[], prefix: string, random: ScalarSource): Proof[] {
  const known = statements.map(({ slots, value }) => ({
    r: mod(slots.reduce((sum, i) => sum + (r[i] as bigint), 0n)),
    difference: slots.reduce((sum, i) => sum + (m[i] as number), 0) - value,
  }));
  const truth = known.findIndex((k) => k.difference === 0);
  if (truth < 0) throw new RangeError('no statement of the disjunction is true');
  const simulated = known.map((_, j) => (j === truth ? null : { challenge: random(), response: random() }));
  const w = random();
  const commitments = known.flatMap((k, j) => {
    const fake = simulated[j];
    const e = fake ? mod(fake.response + k.r * fake.challenge) : w;
    // The true branch does the same operations with a factor that is not used.
    const shift = powerOfG(fake ? mod(BigInt(k.difference) * fake.challenge) : e);
    return [powerOfG(e), powerOnce(y, e).add(fake ? shift : IDENTITY)];
  });
  const hash = hashToScalar(prefix + serAll(commitments).join(','));
  const others = simulated.reduce((sum, fake) => sum + (fake?.challenge ?? 0n), 0n);
  const challenge = mod(hash - others);
  const trueProof = { challenge, response: mod(w - (known[truth] as { r: bigint }).r * challenge) };
  return simulated.map((fake) => fake ?? trueProof);
}
