// The trustees record: who holds which part of the key. Ref: belenios-format section 6; check 5.
// Single (n of n) and Pedersen (t of n, 3.x form). In our own votes the cert carries two more signed keys: `uuid` = the vote, and
// `coefexps` = SHA-256 of the trustee's coefexps message, which stops a trustee who waits for the others' polynomials.
// Rejects: elements outside the group, the identity as a key, repeated keys, wrong context, any signature or equation that fails.
import { FormatError, sha256Hex } from './bytes.ts';
import { decodeElement, decodeKey, GROUP_NAME, IDENTITY, powerVarTime, product, ser, type Element } from './group.ts';
import { arrayOf, countOf, hashOf, objectOf, parseJson, stringOf, uuidOf, writeJson, type Json } from './json.ts';
import { proofJson, proofOf, signedJson, signedOf, verifyMessage, verifyPossession, type Proof, type Signed } from './proofs.ts';
import { Q } from './scalars.ts';

export interface Cert {
  readonly signed: Signed;
  readonly index: number;
  readonly verification: Element;
  readonly encryption: Element;
  readonly encryptionText: string;
  /** The vote and the commitment to the polynomial; null in elections that are not ours. */
  readonly binding: { readonly vote: string; readonly coefexpsHash: string } | null;
}

export interface CertContext {
  readonly size: number;
  readonly threshold: number;
  /** The vote the certs must name, or null for elections that are not ours. */
  readonly vote: string | null;
}

export interface TrusteeKey {
  readonly X: Element;
  /** The cert's verification key, under which attestations are signed; null for a Single trustee. */
  readonly verification: Element | null;
}

export interface Trustees {
  /** Product of the sub-keys: must be the election's public key. */
  readonly publicKey: Element;
  /** By owner number - 1. */
  readonly keys: readonly TrusteeKey[];
}

/** A cert at its 1-based place, everything about it checked. */
export function certOf(signed: Signed, index: number, context: CertContext): Cert {
  const ours = context.vote !== null;
  const m = objectOf(parseJson(signed.message), ['context', 'verification', 'encryption', ...(ours ? ['uuid', 'coefexps'] : [])]);
  const c = objectOf(m['context'], ['group', 'size', 'threshold', 'index']);
  if (stringOf(c['group']) !== GROUP_NAME || countOf(c['size']) !== context.size || countOf(c['threshold']) !== context.threshold || countOf(c['index']) !== index)
    throw new FormatError('cert: made for another place or ceremony');
  const binding = ours ? { vote: uuidOf(m['uuid']), coefexpsHash: hashOf(m['coefexps']) } : null;
  if (binding !== null && binding.vote !== context.vote) throw new FormatError('cert: made for another vote');
  const verification = decodeKey(stringOf(m['verification']));
  if (!verifyMessage(verification, signed.message, signed.signature)) throw new FormatError('cert: signature wrong');
  const encryptionText = stringOf(m['encryption']);
  return { signed, index, verification, encryption: decodeKey(encryptionText), encryptionText, binding };
}

export const coefexpsMessage = (elements: readonly string[]): string => writeJson({ coefexps: elements });

/** The commitments A_k of a trustee's polynomial, signed under its cert and, in our votes, committed to in it. */
export function coefexpsOf(signed: Signed, cert: Cert, threshold: number): Element[] {
  if (cert.binding !== null && sha256Hex(signed.message) !== cert.binding.coefexpsHash) throw new FormatError('coefexps: not those the cert commits to');
  if (!verifyMessage(cert.verification, signed.message, signed.signature)) throw new FormatError('coefexps: signature wrong');
  const elements = arrayOf(objectOf(parseJson(signed.message), ['coefexps'])['coefexps'], threshold);
  return elements.map((e) => decodeElement(stringOf(e)));
}

/** What each trustee signs to say which certs it saw. */
export function certsSignatureText(certs: readonly Signed[], coefexps: Signed): string {
  const elements = objectOf(parseJson(coefexps.message), ['coefexps'])['coefexps'];
  return `certs_sig|${writeJson({ certs: certs.map(signedJson), coefexps: elements })}`;
}

/** X_j = prod_i prod_k (A_ik)^(j^k). */
export function verificationKeyOf(polynomials: readonly (readonly Element[])[], j: number): Element {
  const threshold = (polynomials[0] as readonly Element[]).length;
  let [X, power] = [IDENTITY, 1n];
  for (let k = 0; k < threshold; k++) {
    X = X.add(powerVarTime(product(polynomials.map((A) => A[k] as Element)), power));
    power = (power * BigInt(j)) % Q;
  }
  return X;
}

export interface PublicKeyMessage {
  readonly X: Element;
  readonly text: string;
  readonly pok: Proof;
  readonly signature: Proof | null;
}

export function publicKeyOf(value: Json | undefined): PublicKeyMessage {
  const o = objectOf(value, ['pok', 'public_key'], ['signature', 'name']);
  const text = stringOf(o['public_key']);
  const X = decodeKey(text);
  const pok = proofOf(o['pok']);
  if (!verifyPossession(X, pok)) throw new FormatError('public key: proof of possession wrong');
  return { X, text, pok, signature: o['signature'] === undefined ? null : proofOf(o['signature']) };
}

export const publicKeyJson = (key: { text: string; pok: Proof; signature: Proof }) => ({
  pok: proofJson(key.pok), public_key: key.text, signature: proofJson(key.signature),
});

/** Reads and checks a whole record. `vote` as in CertContext. */
export function parseTrustees(text: string, vote: string | null): Trustees {
  const items = arrayOf(parseJson(text)).map((item) => {
    const [kind, body] = arrayOf(item, 2);
    if (kind === 'Single') {
      const key = publicKeyOf(body);
      return { subKey: key.X, keys: [{ X: key.X, verification: null }] };
    }
    if (kind === 'Pedersen') return pedersenOf(body, vote);
    throw new FormatError('trustees: unknown kind');
  });
  if (items.length === 0) throw new FormatError('trustees: nobody');
  const keys = items.flatMap((i) => i.keys);
  requireDistinct(keys.map((k) => k.X));
  const publicKey = product(items.map((i) => i.subKey));
  if (publicKey.is0()) throw new FormatError('trustees: the keys cancel out');
  return { publicKey, keys };
}

function pedersenOf(body: Json | undefined, vote: string | null): { subKey: Element; keys: TrusteeKey[] } {
  const o = objectOf(body, ['threshold', 'certs', 'coefexps', 'signatures', 'verification_keys']);
  const signedCerts = arrayOf(o['certs']).map(signedOf);
  const size = signedCerts.length;
  const threshold = countOf(o['threshold']);
  if (threshold < 1 || threshold > size) throw new FormatError('trustees: threshold out of range');
  const certs = checkCerts(signedCerts, { size, threshold, vote });
  const coefexps = arrayOf(o['coefexps'], size).map(signedOf);
  const polynomials = coefexps.map((c, i) => coefexpsOf(c, certs[i] as Cert, threshold));
  arrayOf(o['signatures'], size).map(proofOf).forEach((signature, i) => {
    if (!verifyMessage((certs[i] as Cert).verification, certsSignatureText(signedCerts, coefexps[i] as Signed), signature))
      throw new FormatError(`trustees: signature of the certs by ${i + 1} wrong`);
  });
  const keys = arrayOf(o['verification_keys'], size).map((value, i) => {
    const key = publicKeyOf(value);
    const cert = certs[i] as Cert;
    if (key.signature === null || !verifyMessage(cert.verification, key.text, key.signature)) throw new FormatError(`trustees: key of ${i + 1} not signed`);
    if (!key.X.equals(verificationKeyOf(polynomials, i + 1))) throw new FormatError(`trustees: key of ${i + 1} does not fit the polynomials`);
    return { X: key.X, verification: cert.verification };
  });
  return { subKey: product(polynomials.map((A) => A[0] as Element)), keys };
}

export function checkCerts(signed: readonly Signed[], context: CertContext): Cert[] {
  const certs = signed.map((s, i) => certOf(s, i + 1, context));
  requireDistinct([...certs.map((c) => c.verification), ...certs.map((c) => c.encryption)]);
  return certs;
}

function requireDistinct(keys: readonly Element[]): void {
  if (new Set(keys.map(ser)).size !== keys.length) throw new FormatError('trustees: a key is used twice');
}
