// Knowledge of a discrete logarithm, in the forms the format uses: signature of a message, proof of possession, key check.
// Ref: belenios-format sections 5 to 8: A = g^w, challenge = HASH(prefix A), response = w - x challenge.
// Secret: x, w (prover only).      Rejects: scalars >= q; elements are checked by whoever decoded them.
import { G, powerOfG, powerVarTime, ser, type Element, GROUP_NAME } from './group.ts';
import { objectOf, stringOf, type Json } from './json.ts';
import { hashToScalar, mod, randomScalar, scalarOf, type ScalarSource } from './scalars.ts';

export interface Proof {
  readonly challenge: bigint;
  readonly response: bigint;
}

/** The JSON form, ready for writeJson. */
export function proofJson(proof: Proof): { challenge: string; response: string } {
  return { challenge: proof.challenge.toString(), response: proof.response.toString() };
}

export function proofOf(value: Json | undefined): Proof {
  const o = objectOf(value, ['challenge', 'response']);
  return { challenge: scalarOf(o['challenge']), response: scalarOf(o['response']) };
}

/** Proof that the prover knows x, bound to everything in `prefix` (which ends with its own separator). */
export function proveLogarithm(x: bigint, prefix: string, random: ScalarSource = randomScalar): Proof {
  const w = random();
  const challenge = hashToScalar(prefix + ser(powerOfG(w)));
  return { challenge, response: mod(w - x * challenge) };
}

export function verifyLogarithm(X: Element, prefix: string, proof: Proof): boolean {
  const A = powerVarTime(G, proof.response).add(powerVarTime(X, proof.challenge));
  return hashToScalar(prefix + ser(A)) === proof.challenge;
}

export const signMessage = (sk: bigint, message: string, random: ScalarSource = randomScalar): Proof => proveLogarithm(sk, `sigmsg|${message}|`, random);

export const verifyMessage = (key: Element, message: string, signature: Proof): boolean =>
  verifyLogarithm(key, `sigmsg|${message}|`, signature);

const possession = (X: string) => `pok|${GROUP_NAME}|${X}|`;

export const provePossession = (x: bigint, X: string, random: ScalarSource = randomScalar): Proof => proveLogarithm(x, possession(X), random);

export const verifyPossession = (X: Element, proof: Proof): boolean => verifyLogarithm(X, possession(ser(X)), proof);

/** SIGNED(m): the message is text, JSON within JSON. */
export interface Signed {
  readonly message: string;
  readonly signature: Proof;
}

export const sign = (sk: bigint, message: string, random: ScalarSource = randomScalar): Signed => ({ message, signature: signMessage(sk, message, random) });

export const signedJson = (signed: Signed) => ({ message: signed.message, signature: proofJson(signed.signature) });

export function signedOf(value: Json | undefined): Signed {
  const o = objectOf(value, ['message', 'signature']);
  return { message: stringOf(o['message']), signature: proofOf(o['signature']) };
}
