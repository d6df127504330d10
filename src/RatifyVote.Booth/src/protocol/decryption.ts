// A trustee's partial decryption: factor alpha^x for every slot, Belenios' proof, and the second proof that also hashes alpha
// and the factor. Ref: belenios-format section 8 and 11 ("Decryption proofs do not hash alpha and f"); SPEC.md, "Second proofs".
// Secret: x, and the nonces w, w'. Two proofs with one nonce give x away: each draws its own.
// Rejects on verifying: factors outside the group, other shapes, scalars >= q.
import { sha256Hex } from './bytes.ts';
import { FormatError } from './bytes.ts';
import type { Election } from './election.ts';
import { decodeElement, G, powerOfG, powerOnce, powerSecret, powerVarTime, ser, type Element } from './group.ts';
import { arrayOf, objectOf, parseJson, stringOf, writeJson } from './json.ts';
import { proofJson, proofOf, type Proof } from './proofs.ts';
import { hashToScalar, mod, randomScalar, type ScalarSource } from './scalars.ts';
import { parseTally } from './tally.ts';

export interface MadeDecryption {
  /** Exact text of the partial_decryption record. */
  readonly record: string;
  readonly secondProofs: readonly (readonly Proof[])[];
}

/** Everything the hashes of both proofs name. */
export interface DecryptionContext {
  readonly election: Election;
  /** Exact text of the encrypted_tally record. */
  readonly tallyText: string;
  readonly owner: number;
  /** The owner's verification key. */
  readonly X: Element;
}

type Prefix = (question: number, slot: number, alpha: string, factor: string) => string;

const firstPrefix = (c: DecryptionContext): Prefix => {
  const prefix = `decrypt|${c.election.fingerprint}|${ser(c.X)}|`;
  return () => prefix;
};

const secondPrefix = (c: DecryptionContext): Prefix => {
  const [X, tallyHash] = [ser(c.X), sha256Hex(c.tallyText)];
  return (question, slot, alpha, factor) =>
    `rvdecrypt2|${c.election.uuid}|${c.election.fingerprint}|${tallyHash}|${c.owner}|${question},${slot}|${X}|${alpha}|${factor}|`;
};

/** Draws from `random`: w of every slot's first proof in order, then w of every slot's second proof. */
export function decryptTally(context: DecryptionContext, x: bigint, random: ScalarSource = randomScalar): MadeDecryption {
  const [first, second] = [firstPrefix(context), secondPrefix(context)];
  const tally = parseTally(context.election, context.tallyText);
  const factors = tally.map((row) => row.map((c) => ser(powerSecret(c.alpha, x))));
  const prove = (prefix: Prefix): Proof[][] => tally.map((row, q) => row.map((c, slot) => {
    const w = random();
    const factor = (factors[q] as string[])[slot] as string;
    const challenge = hashToScalar(`${prefix(q, slot, c.alphaText, factor)}${ser(powerOfG(w))},${ser(powerOnce(c.alpha, w))}`);
    return { challenge, response: mod(w - x * challenge) };
  }));
  return {
    record: writeJson({ decryption_factors: factors, decryption_proofs: prove(first).map((row) => row.map(proofJson)) }),
    secondProofs: prove(second),
  };
}

/** The factors, if both proofs of every slot verify; null otherwise. */
export function verifyDecryption(context: DecryptionContext, record: string, secondProofs: readonly (readonly Proof[])[]): Element[][] | null {
  try {
    const tally = parseTally(context.election, context.tallyText);
    const o = objectOf(parseJson(record), ['decryption_factors', 'decryption_proofs']);
    const proofs = arrayOf(o['decryption_proofs'], tally.length);
    if (secondProofs.length !== tally.length) return null;
    const [first, second] = [firstPrefix(context), secondPrefix(context)];
    const factors = arrayOf(o['decryption_factors'], tally.length).map((row, q) => {
      const ciphertexts = tally[q] as (typeof tally)[number];
      const rowProofs = arrayOf(proofs[q], ciphertexts.length).map(proofOf);
      const rowSecond = secondProofs[q] as readonly Proof[];
      if (rowSecond.length !== ciphertexts.length) throw new FormatError('second proofs: other shape');
      return arrayOf(row, ciphertexts.length).map((value, slot) => {
        const text = stringOf(value);
        const factor = decodeElement(text);
        const c = ciphertexts[slot] as { alpha: Element; alphaText: string };
        const holds = (proof: Proof, prefix: Prefix) => {
          const A = powerVarTime(G, proof.response).add(powerVarTime(context.X, proof.challenge));
          const B = powerVarTime(c.alpha, proof.response).add(powerVarTime(factor, proof.challenge));
          return hashToScalar(`${prefix(q, slot, c.alphaText, text)}${ser(A)},${ser(B)}`) === proof.challenge;
        };
        if (!holds(rowProofs[slot] as Proof, first) || !holds(rowSecond[slot] as Proof, second)) throw new FormatError('decryption: proof fails');
        return factor;
      });
    });
    return factors;
  } catch (error) {
    if (error instanceof FormatError) return null;
    throw error;
  }
}
