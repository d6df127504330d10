// Exponents: integers 0 <= s < q. Canonical text: decimal, no sign, no leading zero.
import { FormatError, sha256Bytes, toInteger } from './bytes.ts';
import { stringOf, type Json } from './json.ts';

/** Order of the group: 2^252 + 27742317777372353535851937790883648493. */
export const Q = 2n ** 252n + 27742317777372353535851937790883648493n;

/** Source of uniform exponents. Production code has one; tests hand in known ones to reproduce vectors. */
export type ScalarSource = () => bigint;

/** Uniform in 0..q-1 by rejection: 253 bits are drawn, about one draw in two is kept. */
export const randomScalar: ScalarSource = () => {
  const bytes = new Uint8Array(32);
  for (;;) {
    crypto.getRandomValues(bytes);
    bytes[0] = (bytes[0] as number) & 0x1f;
    const s = toInteger(bytes);
    if (s < Q) return s;
  }
};

export function mod(value: bigint): bigint {
  const r = value % Q;
  return r < 0n ? r + Q : r;
}

/** HASH of the format: SHA-256 of the text as a big-endian integer, reduced mod q. */
export function hashToScalar(text: string): bigint {
  return toInteger(sha256Bytes(text)) % Q;
}

export function scalarOf(value: Json | undefined): bigint {
  const text = stringOf(value);
  if (!/^(?:0|[1-9][0-9]{0,76})$/.test(text)) throw new FormatError('not a canonical number');
  const s = BigInt(text);
  if (s >= Q) throw new FormatError('number not below the group order');
  return s;
}

/** 1/a mod q, a not 0, by Fermat. Public values only. */
export function inverseVarTime(a: bigint): bigint {
  let [result, base, e] = [1n, mod(a), Q - 2n];
  if (base === 0n) throw new RangeError('zero has no inverse');
  for (; e > 0n; e >>= 1n) {
    if (e & 1n) result = (result * base) % Q;
    base = (base * base) % Q;
  }
  return result;
}
