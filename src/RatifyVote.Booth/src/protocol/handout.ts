// The hand-out: a credential's exponent with everything that ties it to the sealed roll. Ref: SPEC.md, "Hand-out reply", "Leaves".
// Secret: s (the voter's private credential).
// Rejects: s = 0 or >= q, a credential that is not listed, a leaf or path that does not lead to the sealed root.
import { concat, FormatError, fromHex, hex, sha256Bytes, sha256Hex, utf8 } from './bytes.ts';
import type { Binding, Election } from './election.ts';
import { powerOfG, ser } from './group.ts';
import { arrayOf, countOf, hashOf, objectOf, parseJson, stringOf, uuidOf, writeJson } from './json.ts';
import { leafHash, rootOfPath } from './merkle.ts';
import { scalarOf } from './scalars.ts';

export const HANDOUT_BYTES = 4096;

export interface Handout {
  readonly s: bigint;
  readonly credential: string;
  readonly index: number;
  readonly kind: 'member' | 'spare';
}

/** Reads a reply and checks it against the sealed record. `listed`: the credentials of the sealed list. Throws FormatError saying what is wrong. */
export function openHandout(text: string, election: Election, binding: Binding, listed: readonly string[]): Handout {
  const o = objectOf(parseJson(text), ['v', 'uuid', 'i', 'kind', 's', 'salt', 'rsalt', 'record', 'path', 'pad']);
  if (countOf(o['v']) !== 1) throw new FormatError('hand-out: version 1 expected');
  if (uuidOf(o['uuid']) !== election.uuid) throw new FormatError('hand-out: for another election');
  const kind = stringOf(o['kind']);
  if (kind !== 'member' && kind !== 'spare') throw new FormatError('hand-out: unknown kind');
  const size = binding.members + binding.spares;
  const index = countOf(o['i'], size - 1);
  const s = scalarOf(o['s']);
  if (s === 0n) throw new FormatError('hand-out: empty credential');
  const credential = ser(powerOfG(s));
  if (listed.length !== size || !listed.includes(credential)) throw new FormatError('hand-out: credential not in the sealed list');
  const record = stringOf(o['record']);
  const leaf = leafText({
    uuid: election.uuid, index, kind, credential,
    salt: hashOf(o['salt']),
    roll: hex(sha256Bytes(concat(utf8(record), fromHex(hashOf(o['rsalt']))))),
  });
  if (!isRecordOf(record, kind, binding)) throw new FormatError('hand-out: roll record of another kind');
  if (rootOfPath(leafHash(leaf), index, size, arrayOf(o['path']).map(hashOf)) !== binding.rollRoot)
    throw new FormatError('hand-out: the leaf does not lead to the sealed root');
  return { s, credential, index, kind };
}

export function leafText(leaf: { uuid: string; index: number; kind: 'member' | 'spare'; credential: string; salt: string; roll: string }): string {
  const cred = sha256Hex(`rv-cred|${leaf.uuid}|${leaf.index}|${leaf.credential}|${leaf.salt}`);
  return writeJson({ uuid: leaf.uuid, i: leaf.index, kind: leaf.kind, roll: leaf.roll, cred });
}

/** The roll record names the contest and unit of this election and, by its keys, the kind that the leaf says. */
function isRecordOf(record: string, kind: 'member' | 'spare', binding: Binding): boolean {
  const keys = kind === 'member' ? ['contest', 'unit', 'member', 'name'] : ['contest', 'unit', 'spare'];
  const o = objectOf(parseJson(record), keys);
  return stringOf(o['contest']) === binding.contest && stringOf(o['unit']) === binding.unit;
}
