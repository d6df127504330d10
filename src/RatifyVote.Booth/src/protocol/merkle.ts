// Merkle trees as RFC 6962: leaf hash = SHA-256(0x00 || leaf), node = SHA-256(0x01 || left || right), the left subtree being the
// largest power of two below the size. Paths run from the leaf up, hex.
import { concat, FormatError, fromHex, hex, sha256Bytes, utf8 } from './bytes.ts';

export function leafHash(leaf: string): string {
  return hex(sha256Bytes(concat(Uint8Array.of(0), utf8(leaf))));
}

function node(left: string, right: string): string {
  return hex(sha256Bytes(concat(Uint8Array.of(1), fromHex(left), fromHex(right))));
}

/** Root that `path` leads to from the leaf hash at `index` of a tree of `size` leaves (RFC 9162, 2.1.3.2). */
export function rootOfPath(leaf: string, index: number, size: number, path: readonly string[]): string {
  if (!(index >= 0 && index < size)) throw new FormatError('path: index outside the tree');
  let [fn, sn, r] = [index, size - 1, leaf];
  for (const sibling of path) {
    if (sn === 0) throw new FormatError('path: too long');
    if (fn % 2 === 1 || fn === sn) {
      r = node(sibling, r);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
    } else {
      r = node(r, sibling);
    }
    [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
  }
  if (sn !== 0) throw new FormatError('path: too short');
  return r;
}

export function merkleRoot(leaves: readonly string[]): string {
  if (leaves.length === 0) throw new RangeError('no empty tree');
  if (leaves.length === 1) return leaves[0] as string;
  const split = largestPowerBelow(leaves.length);
  return node(merkleRoot(leaves.slice(0, split)), merkleRoot(leaves.slice(split)));
}

export function merklePath(leaves: readonly string[], index: number): string[] {
  if (leaves.length <= 1) return [];
  const split = largestPowerBelow(leaves.length);
  return index < split
    ? [...merklePath(leaves.slice(0, split), index), merkleRoot(leaves.slice(split))]
    : [...merklePath(leaves.slice(split), index - split), merkleRoot(leaves.slice(0, split))];
}

function largestPowerBelow(n: number): number {
  let power = 1;
  while (power * 2 < n) power *= 2;
  return power;
}
