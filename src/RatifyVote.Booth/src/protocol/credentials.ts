// Public credentials C = g^s. Ref: belenios-format section 5.
// The voter's own credential is a bare exponent; the typed 3.x form is here for interoperability with belenios-tool.
// Rejects: elements outside the group, the identity (anyone could sign with s = 0), duplicates, weights.
import { FormatError, sha256Hex } from './bytes.ts';
import { decodeKey } from './group.ts';
import { arrayOf, parseJson, stringOf } from './json.ts';
import { Q } from './scalars.ts';

/** The credentials as listed, text only: enough for whoever compares the record's hash with a sealed one. */
export function parseCredentialTexts(text: string): string[] {
  const credentials = arrayOf(parseJson(text)).map(stringOf);
  if (credentials.some((c) => !/^[0-9a-f]{64}$/.test(c))) throw new FormatError('credentials: not an element');
  if (new Set(credentials).size !== credentials.length) throw new FormatError('credentials: listed twice');
  return credentials;
}

/** Every credential a member of the group and not the identity (about half a millisecond each). */
export function checkCredentialMembership(credentials: readonly string[]): void {
  for (const c of credentials) decodeKey(c);
}

/** Exponent of a 3.x credential `XXXXX-XXXXXX-XXXXX-XXXXXX` (dashes included), by the uuid of its election. */
export function exponentOfTypedCredential(uuid: string, credential: string): bigint {
  const base58 = '[1-9A-HJ-NP-Za-km-z]';
  if (!new RegExp(`^${base58}{5}-${base58}{6}-${base58}{5}-${base58}{6}$`).test(credential)) throw new FormatError('not a credential');
  const half = (i: number) => sha256Hex(`derive_credential|${uuid}|${i}|${credential}`);
  return BigInt('0x' + half(0) + half(1)) % Q;
}
