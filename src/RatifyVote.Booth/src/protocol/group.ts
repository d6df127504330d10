// The group of every RatifyVote election: the prime-order subgroup of edwards25519, written multiplicatively.
// Ref: belenios-format, "Ed25519". ser(x) = 64 lower-case hex digits of y + 2^255 (x mod 2), big-endian.
// Rejects: upper case, y >= p, the negative zero, points off the curve, torsion. The identity is a member: where it is
// forbidden (keys, credentials) the caller says so.
import { interleavedMSMUnsafe, normalizeZ } from '@noble/curves/abstract/curve.js';
import type { EdwardsPoint } from '@noble/curves/abstract/edwards.js';
import { ed25519 } from '@noble/curves/ed25519.js';
import { FormatError, fromHex, hex } from './bytes.ts';
import { Q, randomScalar } from './scalars.ts';

export type Element = EdwardsPoint;

export const GROUP_NAME = 'Ed25519';
export const G: Element = ed25519.Point.BASE;
export const IDENTITY: Element = ed25519.Point.ZERO;

/** Window of the tables of g and of an election's key: first use costs a few ms, each power then about 40 additions. */
const TABLE_WINDOW = 6;

export function ser(x: Element): string {
  return hex(x.toBytes().reverse());
}

/** ser of each, with one inversion for all. */
export function serAll(elements: Element[]): string[] {
  return normalizeZ(ed25519.Point, elements).map(ser);
}

/** A point of the curve in canonical form; membership in the subgroup is still to be checked. */
export function decodePoint(text: string): Element {
  if (!/^[0-9a-f]{64}$/.test(text)) throw new FormatError('not an element');
  try {
    return ed25519.Point.fromBytes(fromHex(text).reverse());
  } catch {
    throw new FormatError('not a point of the curve');
  }
}

/** A member of the group (identity included). */
export function decodeElement(text: string): Element {
  const point = decodePoint(text);
  if (!point.isTorsionFree()) throw new FormatError('not in the subgroup');
  return point;
}

/** A member other than the identity: what keys and credentials must be. */
export function decodeKey(text: string): Element {
  const element = decodeElement(text);
  if (element.is0()) throw new FormatError('the identity is no key');
  return element;
}

/** Builds the table of a base that many powers will be taken of; the same object must then be used. */
export function prepareBase(base: Element): Element {
  base.precompute(TABLE_WINDOW);
  return base;
}

/** g^s for a secret s: constant sequence of point operations, exponent blinded by the library. */
export function powerOfG(s: bigint): Element {
  return s === 0n ? IDENTITY : G.multiply(s);
}

/** base^e for a secret e that is used this once (the randomness of a ballot): a constant sequence of point operations. There is
 *  no second run to compare a measurement with, so no blinding. */
export function powerOnce(base: Element, e: bigint): Element {
  return e === 0n ? IDENTITY : base.multiply(e);
}

/** base^s for a lasting secret s (a trustee's key): the exponent is split at random in two, each half with a constant sequence of point operations. */
export function powerSecret(base: Element, s: bigint): Element {
  for (;;) {
    const share = randomScalar();
    const rest = (s - share + Q) % Q;
    if (share !== 0n && rest !== 0n) return base.multiply(share).add(base.multiply(rest));
  }
}

/** base^e for public e. */
export function powerVarTime(base: Element, e: bigint): Element {
  return base.multiplyUnsafe(e);
}

export function product(elements: Iterable<Element>): Element {
  let all = IDENTITY;
  for (const x of elements) all = all.add(x);
  return all;
}

const LIMB_BITS = 32;
const LIMB_MASK = (1n << BigInt(LIMB_BITS)) - 1n;

/** Several powers, with public exponents, of one base that will not be seen again: the doublings are done once. */
export class PowersVarTime {
  private readonly sum: (scalars: bigint[]) => Element;

  constructor(base: Element) {
    const limbs = [base];
    for (let i = 1; i < 256 / LIMB_BITS; i++) {
      let next = limbs[i - 1] as Element;
      for (let d = 0; d < LIMB_BITS; d++) next = next.double();
      limbs.push(next);
    }
    this.sum = interleavedMSMUnsafe(ed25519.Point, limbs, 4);
  }

  /** base^e, 0 <= e < 2^256. */
  power(e: bigint): Element {
    const limbs: bigint[] = [];
    for (let rest = e; rest > 0n; rest >>= BigInt(LIMB_BITS)) limbs.push(rest & LIMB_MASK);
    return this.sum(limbs);
  }

  /** Whether the base is in the subgroup: base^q = 1. */
  isMember(): boolean {
    return this.power(Q).is0();
  }
}
