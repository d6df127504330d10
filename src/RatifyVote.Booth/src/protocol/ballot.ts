// The ballot: types, canonical text, and what prover and verifier must hash alike. Ref: belenios-format section 7.
// Rejects on reading: any text that is not byte for byte what writeBallot makes of the values read (so no unknown keys, other
// order, leading zeros, upper case), scalars >= q. Membership and proofs: verify-ballot.ts.
import { FormatError, sha256Base64 } from './bytes.ts';
import { decodePoint, ser, type Element } from './group.ts';
import { arrayOf, digestOf, objectOf, parseJson, stringOf, uuidOf, writeJson, type Json } from './json.ts';
import { proofJson, proofOf, type Proof } from './proofs.ts';

export interface Ciphertext {
  readonly alpha: Element;
  readonly beta: Element;
  readonly alphaText: string;
  readonly betaText: string;
}

export interface Answer {
  readonly choices: readonly Ciphertext[];
  readonly individualProofs: readonly (readonly Proof[])[];
  readonly overallProof: readonly Proof[];
  /** Present if and only if the question allows blank. */
  readonly blankProof: readonly Proof[] | null;
}

export interface Ballot {
  readonly electionUuid: string;
  readonly electionHash: string;
  readonly credential: string;
  readonly answers: readonly Answer[];
  readonly signatureHash: string;
  readonly signatureProof: Proof;
}

export const ciphertextText = (c: Ciphertext): string => `${c.alphaText},${c.betaText}`;

/** Text of the ballot without its signature: what the signature's hash is taken of. */
export function unsignedText(ballot: Omit<Ballot, 'signatureHash' | 'signatureProof'>): string {
  return writeJson(unsignedJson(ballot));
}

export function writeBallot(ballot: Ballot): string {
  return writeJson({
    ...unsignedJson(ballot),
    signature: { hash: ballot.signatureHash, proof: proofJson(ballot.signatureProof) },
  });
}

/** b64(SHA-256(whole ballot)). */
export function trackerOf(ballotText: string): string {
  return sha256Base64(ballotText);
}

function unsignedJson(ballot: Omit<Ballot, 'signatureHash' | 'signatureProof'>) {
  return {
    election_uuid: ballot.electionUuid,
    election_hash: ballot.electionHash,
    credential: ballot.credential,
    answers: ballot.answers.map((answer) => ({
      choices: answer.choices.map((c) => ({ alpha: c.alphaText, beta: c.betaText })),
      individual_proofs: answer.individualProofs.map((pair) => pair.map(proofJson)),
      overall_proof: answer.overallProof.map(proofJson),
      ...(answer.blankProof === null ? {} : { blank_proof: answer.blankProof.map(proofJson) }),
    })),
  };
}

/** Throws FormatError unless `text` is a canonical ballot whose points lie on the curve. */
export function parseBallot(text: string): Ballot {
  const o = objectOf(parseJson(text), ['election_uuid', 'election_hash', 'credential', 'answers', 'signature']);
  const signature = objectOf(o['signature'], ['hash', 'proof']);
  const ballot: Ballot = {
    electionUuid: uuidOf(o['election_uuid']),
    electionHash: digestOf(o['election_hash']),
    credential: stringOf(o['credential']),
    answers: arrayOf(o['answers']).map(answerOf),
    signatureHash: digestOf(signature['hash']),
    signatureProof: proofOf(signature['proof']),
  };
  if (writeBallot(ballot) !== text) throw new FormatError('ballot: not canonical');
  return ballot;
}

function answerOf(value: Json): Answer {
  const o = objectOf(value, ['choices', 'individual_proofs', 'overall_proof'], ['blank_proof']);
  return {
    choices: arrayOf(o['choices']).map(ciphertextOf),
    individualProofs: arrayOf(o['individual_proofs']).map((pair) => arrayOf(pair, 2).map(proofOf)),
    overallProof: arrayOf(o['overall_proof']).map(proofOf),
    blankProof: o['blank_proof'] === undefined ? null : arrayOf(o['blank_proof'], 2).map(proofOf),
  };
}

export function ciphertextOf(value: Json): Ciphertext {
  const o = objectOf(value, ['alpha', 'beta']);
  const [alphaText, betaText] = [stringOf(o['alpha']), stringOf(o['beta'])];
  return { alpha: decodePoint(alphaText), beta: decodePoint(betaText), alphaText, betaText };
}

export function multiplyCiphertexts(ciphertexts: readonly Ciphertext[]): Ciphertext {
  const [first, ...rest] = ciphertexts;
  if (first === undefined) throw new RangeError('product of no ciphertexts');
  const alpha = rest.reduce((all, c) => all.add(c.alpha), first.alpha);
  const beta = rest.reduce((all, c) => all.add(c.beta), first.beta);
  return { alpha, beta, alphaText: ser(alpha), betaText: ser(beta) };
}

// The four kinds of proof: their statements in order, and the prefix that is hashed.

/** One disjunct: "this ciphertext holds M". `slots` = which slots of the question it is the product of. */
export interface Statement {
  readonly slots: readonly number[];
  readonly value: number;
}

export interface ProofPlan {
  readonly individual: readonly (readonly Statement[])[];
  readonly blank: readonly Statement[] | null;
  readonly overall: readonly Statement[];
  /** Slots whose product stands for the sum of the answers. */
  readonly sumSlots: readonly number[];
}

export function proofPlan(question: { answers: readonly string[]; blank: boolean; min: number; max: number }): ProofPlan {
  const slots = question.answers.length + (question.blank ? 1 : 0);
  const all = Array.from({ length: slots }, (_, i) => i);
  const sumSlots = question.blank ? all.slice(1) : all;
  const range = Array.from({ length: question.max - question.min + 1 }, (_, k) => ({ slots: sumSlots, value: question.min + k }));
  return {
    individual: all.map((i) => [{ slots: [i], value: 0 }, { slots: [i], value: 1 }]),
    blank: question.blank ? [{ slots: [0], value: 0 }, { slots: sumSlots, value: 0 }] : null,
    overall: question.blank ? [{ slots: [0], value: 1 }, ...range] : range,
    sumSlots,
  };
}

export interface Prefixes {
  individual(slot: number): string;
  readonly overall: string;
  readonly blank: string;
}

/** S0 = phi | C; S = S0 | all slots of this question. */
export function prefixesOf(fingerprint: string, credential: string, choices: readonly Ciphertext[], blank: boolean, sum: Ciphertext): Prefixes {
  const S0 = `${fingerprint}|${credential}`;
  const S = `${S0}|${choices.map(ciphertextText).join(',')}`;
  return {
    individual: (slot) => `prove|${S0}|${ciphertextText(choices[slot] as Ciphertext)}|`,
    overall: blank ? `bproof1|${S}|` : `prove|${S}|${ciphertextText(sum)}|`,
    blank: `bproof0|${S}|`,
  };
}
