// A trustee's part in the key ceremony, round by round. Ref: belenios-format section 6; secrecy.md C-20; README, "trustee-ceremony.js".
// Secret: everything derived from the seed (sk, dk, coefficients), the shares and the decryption key.
// Every fault names the trustee whose message is wrong, or nobody when it cannot be told from the server's doing.
import { FormatError, sha256Bytes, sha256Hex, toInteger, utf8 } from './bytes.ts';
import { sha512 } from '@noble/hashes/sha2.js';
import { openMessage, sealMessage, WrongRecipientError } from './channel.ts';
import { G, GROUP_NAME, IDENTITY, powerOfG, powerVarTime, ser, type Element } from './group.ts';
import { objectOf, parseJson, writeJson } from './json.ts';
import { proofJson, proveLogarithm, provePossession, sign, signedJson, signMessage, verifyMessage, type Proof, type Signed } from './proofs.ts';
import { certOf, certsSignatureText, checkCerts, coefexpsMessage, coefexpsOf, parseTrustees, publicKeyJson, verificationKeyOf, type Cert } from './trustees.ts';
import { mod, Q, randomScalar, scalarOf, type ScalarSource } from './scalars.ts';

export type AbortReason =
  | 'CertNotReadable' | 'CertWrongContext' | 'CertBadSignature' | 'KeyNotInGroup' | 'KeyRepeated' | 'CoefexpsWrong' | 'CoefexpsNotCommitted'
  | 'SignatureWrong' | 'CertsChanged' | 'SecretUnreadable' | 'SecretWrongRecipient' | 'SecretWrong' | 'PublicKeyWrong' | 'RecordWrong';

export class CeremonyFault extends Error {
  override readonly name = 'CeremonyFault';
  constructor(readonly reason: AbortReason, readonly offender: number | null) {
    super(`${reason}${offender === null ? '' : ` by trustee ${offender}`}`);
  }
}

/** One ceremony as one trustee sees it. */
export interface Ceremony {
  readonly vote: string;
  readonly me: number;
  readonly size: number;
  readonly threshold: number;
}

const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
/** 44 base58 characters hold 257 bits. */
const SEED_LENGTH = 44;

export function newSeed(): string {
  let seed = '';
  const byte = new Uint8Array(1);
  while (seed.length < SEED_LENGTH) {
    crypto.getRandomValues(byte);
    const v = byte[0] as number;
    if (v < 232) seed += BASE58.charAt(v % 58); // 232 = 4 * 58: each character equally likely
  }
  return seed;
}

export interface TrusteeSecrets {
  readonly sk: bigint;
  readonly dk: bigint;
  readonly coefficients: readonly bigint[];
}

export function secretsOf(seed: string, ceremony: Ceremony): TrusteeSecrets {
  const key = (label: string) => toInteger(sha256Bytes(`${label}|${seed}`)) % Q;
  return {
    sk: key('sk'),
    dk: key('dk'),
    coefficients: Array.from({ length: ceremony.threshold }, (_, k) => toInteger(sha512(utf8(`rv-coef|${ceremony.vote}|${k}|${seed}`))) % Q),
  };
}

const ownCoefexps = (secrets: TrusteeSecrets): string => coefexpsMessage(secrets.coefficients.map((a) => ser(powerOfG(a))));

/** Round 1. */
export function makeCert(ceremony: Ceremony, secrets: TrusteeSecrets, random: ScalarSource = randomScalar): Signed {
  const context = { group: GROUP_NAME, size: ceremony.size, threshold: ceremony.threshold, index: ceremony.me };
  return sign(secrets.sk, writeJson({
    context, verification: ser(powerOfG(secrets.sk)), encryption: ser(powerOfG(secrets.dk)),
    uuid: ceremony.vote, coefexps: sha256Hex(ownCoefexps(secrets)),
  }), random);
}

/** All certs, each checked; mine must be among them at my place. */
export function openCerts(ceremony: Ceremony, secrets: TrusteeSecrets, signed: readonly Signed[]): Cert[] {
  const context = { size: ceremony.size, threshold: ceremony.threshold, vote: ceremony.vote };
  if (signed.length !== ceremony.size) throw new CeremonyFault('CertsChanged', null);
  signed.forEach((s, i) => {
    try {
      certOf(s, i + 1, context);
    } catch (error) {
      throw faultOf(error, certReason(error), i + 1);
    }
  });
  const certs = catching(() => checkCerts(signed, context), 'KeyRepeated', null);
  const mine = certs[ceremony.me - 1] as Cert;
  if (!mine.verification.equals(powerOfG(secrets.sk)) || !mine.encryption.equals(powerOfG(secrets.dk)) || mine.binding?.coefexpsHash !== sha256Hex(ownCoefexps(secrets)))
    throw new CeremonyFault('CertsChanged', null);
  return certs;
}

function certReason(error: unknown): AbortReason {
  const words = error instanceof Error ? error.message : '';
  if (words.includes('signature')) return 'CertBadSignature';
  if (words.includes('another')) return 'CertWrongContext';
  if (words.includes('subgroup') || words.includes('point') || words.includes('element') || words.includes('identity')) return 'KeyNotInGroup';
  return 'CertNotReadable';
}

export interface PolynomialMessage {
  readonly polynomial: string;
  readonly secrets: readonly string[];
  readonly coefexps: ReturnType<typeof signedJson>;
  readonly signature: ReturnType<typeof proofJson>;
}

/** Round 2: shares for everybody, after all certs were checked. */
export async function makePolynomial(ceremony: Ceremony, secrets: TrusteeSecrets, certs: readonly Cert[], random: ScalarSource = randomScalar): Promise<PolynomialMessage> {
  const send = (to: Cert, message: object) => sealMessage(secrets.sk, to.encryptionText, writeJson(message), random);
  const polynomial = await send(certs[ceremony.me - 1] as Cert, { polynomial: secrets.coefficients.map(String) });
  const shares = await Promise.all(certs.map((cert) => send(cert, { secret: String(evaluate(secrets.coefficients, cert.index)) })));
  const coefexps = sign(secrets.sk, ownCoefexps(secrets), random);
  return {
    polynomial,
    secrets: shares,
    coefexps: signedJson(coefexps),
    signature: proofJson(signMessage(secrets.sk, certsSignatureText(certs.map((c) => c.signed), coefexps), random)),
  };
}

function evaluate(coefficients: readonly bigint[], x: number): bigint {
  return coefficients.reduceRight((sum, a) => mod(sum * BigInt(x) + a), 0n);
}

export interface Vinput {
  readonly secrets: readonly string[];
  readonly coefexps: readonly Signed[];
  readonly signatures: readonly Proof[];
}

export interface Voutput {
  readonly privateKey: string;
  readonly publicKey: ReturnType<typeof publicKeyJson>;
  readonly decryptionKey: bigint;
}

/** Round 3: everybody's message checked, my decryption key S_j = sum of the shares. */
export async function makeVoutput(ceremony: Ceremony, secrets: TrusteeSecrets, certs: readonly Cert[], input: Vinput, random: ScalarSource = randomScalar): Promise<Voutput> {
  const { size, threshold, me } = ceremony;
  if (input.secrets.length !== size || input.coefexps.length !== size || input.signatures.length !== size) throw new CeremonyFault('RecordWrong', null);
  const polynomials = certs.map((cert, i) => {
    const coefexps = input.coefexps[i] as Signed;
    const A = catching(() => coefexpsOf(coefexps, cert, threshold), 'CoefexpsWrong', cert.index, (e) => (e.message.includes('commits') ? 'CoefexpsNotCommitted' : 'CoefexpsWrong'));
    const text = certsSignatureText(certs.map((c) => c.signed), coefexps);
    // A wrong signature of my own says that these are not the certs I saw.
    if (!verifyMessage(cert.verification, text, input.signatures[i] as Proof))
      throw cert.index === me ? new CeremonyFault('CertsChanged', null) : new CeremonyFault('SignatureWrong', cert.index);
    return A;
  });
  let S = 0n;
  for (const cert of certs) {
    const share = await openShare(secrets, cert, input.secrets[cert.index - 1] as string);
    if (!powerOfG(share).equals(commitmentAt(polynomials[cert.index - 1] as Element[], me))) throw new CeremonyFault('SecretWrong', cert.index);
    S = mod(S + share);
  }
  const X = powerOfG(S);
  if (X.is0() || !X.equals(verificationKeyOf(polynomials, me))) throw new CeremonyFault('PublicKeyWrong', null);
  const text = ser(X);
  const publicKey = publicKeyJson({ text, pok: provePossession(S, text, random), signature: signMessage(secrets.sk, text, random) });
  const privateKey = await sealMessage(secrets.sk, (certs[me - 1] as Cert).encryptionText, writeJson({ decryption_key: String(S) }), random);
  return { privateKey, publicKey, decryptionKey: S };
}

async function openShare(secrets: TrusteeSecrets, sender: Cert, sealed: string): Promise<bigint> {
  try {
    return scalarOf(objectOf(parseJson(await openMessage(secrets.dk, sender.verification, sealed)), ['secret'])['secret']);
  } catch (error) {
    throw faultOf(error, error instanceof WrongRecipientError ? 'SecretWrongRecipient' : 'SecretUnreadable', sender.index);
  }
}

/** prod_k A_k^(x^k) */
function commitmentAt(A: readonly Element[], x: number): Element {
  let [all, power] = [IDENTITY, 1n];
  for (const a of A) {
    all = all.add(powerVarTime(a, power));
    power = (power * BigInt(x)) % Q;
  }
  return all;
}

/** The decryption key out of the message a trustee sent itself in round 3, proven against the finished record. */
export async function openDecryptionKey(secrets: TrusteeSecrets, privateKey: string): Promise<bigint> {
  try {
    const text = await openMessage(secrets.dk, powerOfG(secrets.sk), privateKey);
    // belenios-tool 2.0 writes the sum unreduced.
    const value = objectOf(parseJson(text), ['decryption_key'])['decryption_key'];
    if (typeof value !== 'string' || !/^(?:0|[1-9][0-9]{0,99})$/.test(value)) throw new FormatError('decryption key: not a number');
    return BigInt(value) % Q;
  } catch (error) {
    throw faultOf(error, 'SecretUnreadable', null);
  }
}

/** Whether this key belongs to owner `me` of the record, and the record to the vote, with my cert in it. */
export function checkRecord(ceremony: Ceremony, secrets: TrusteeSecrets, record: string, decryptionKey: bigint): Element {
  const trustees = catching(() => parseTrustees(record, ceremony.vote), 'RecordWrong', null);
  const mine = trustees.keys[ceremony.me - 1];
  if (trustees.keys.length !== ceremony.size || mine === undefined || mine.verification === null || !mine.verification.equals(powerOfG(secrets.sk)))
    throw new CeremonyFault('RecordWrong', null);
  if (!mine.X.equals(powerOfG(decryptionKey))) throw new CeremonyFault('PublicKeyWrong', null);
  return mine.X;
}

/** Proof over the server's nonce that this key works, after a ciphertext made here was decrypted here. Ref: SPEC.md, "key check". */
export function proveKeyWorks(ceremony: Ceremony, decryptionKey: bigint, X: Element, nonce: string): Proof {
  const r = toInteger(crypto.getRandomValues(new Uint8Array(31)));
  const [alpha, beta] = [powerOfG(r), powerVarTime(X, r).add(G)];
  if (!beta.subtract(alpha.multiply(decryptionKey)).equals(G)) throw new CeremonyFault('PublicKeyWrong', null);
  return proveLogarithm(decryptionKey, `rv-keycheck|${ceremony.vote}|${nonce}|${ceremony.me}|${ser(X)}|`);
}

function catching<T>(read: () => T, reason: AbortReason, offender: number | null, refine?: (error: FormatError) => AbortReason): T {
  try {
    return read();
  } catch (error) {
    throw faultOf(error, error instanceof FormatError && refine ? refine(error) : reason, offender);
  }
}

function faultOf(error: unknown, reason: AbortReason, offender: number | null): unknown {
  return error instanceof FormatError ? new CeremonyFault(reason, offender) : error;
}
