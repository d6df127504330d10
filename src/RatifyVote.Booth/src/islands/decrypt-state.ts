// The state of a vote's decryption as the server tells it, and what of it is checked at once against the sealed records.
// Ref: README, "trustee-decrypt.js".
import { FormatError, sha256Hex } from '../protocol/bytes.ts';
import { attestationOf, type Attestation } from '../protocol/attestation.ts';
import { arrayOf, countOf, hashOf, looseObject, objectOf, parseJson, stringOf, uuidOf, type Json } from '../protocol/json.ts';
import { onlyEntry, type JournalEntry } from '../protocol/journal.ts';
import { digestOf } from '../protocol/json.ts';
import { parseTerms, type Terms } from '../protocol/terms.ts';
import { parseTrustees, type Trustees } from '../protocol/trustees.ts';

const PHASES = ['waiting', 'attest', 'decrypt', 'done'] as const;

export interface DecryptUnit {
  readonly uuid: string;
  readonly name: string;
  readonly phase: (typeof PHASES)[number];
  readonly ballots: number;
  readonly attestations: readonly Attestation[];
  readonly decrypted: readonly number[];
}

export interface DecryptState {
  readonly vote: string;
  readonly me: number;
  readonly size: number;
  readonly threshold: number;
  readonly terms: Terms;
  readonly voteHash: string;
  readonly trusteesText: string;
  readonly trustees: Trustees;
  readonly privateKey: string | null;
  /** By uuid: what vote.json says was sealed. */
  readonly sealed: ReadonlyMap<string, { readonly fingerprint: string; readonly credentials: string }>;
  readonly units: readonly DecryptUnit[];
}

export function decryptStateOf(value: Json, vote: string): DecryptState {
  const o = looseObject(value);
  const terms = parseTerms(stringOf(o['terms']));
  const voteJson = stringOf(o['vote_json']);
  const sealedVote = objectOf(parseJson(voteJson), ['v', 'vote', 'terms', 'units']);
  if (uuidOf(o['vote']) !== vote || terms.vote !== vote || uuidOf(sealedVote['vote']) !== vote) throw new FormatError('state: of another vote');
  if (hashOf(sealedVote['terms']) !== terms.hash) throw new FormatError('vote.json: other terms');
  const trusteesText = stringOf(o['trustees']);
  if (sha256Hex(trusteesText) !== terms.trusteesHash) throw new FormatError('trustees: not the sealed record');
  const trustees = parseTrustees(trusteesText, vote);
  const [size, threshold, me] = [trustees.keys.length, countOf(o['t']), countOf(o['me'])];
  if (countOf(o['n']) !== size || threshold !== terms.threshold || me < 1 || me > size) throw new FormatError('state: other trustees than sealed');
  const sealed = new Map(arrayOf(sealedVote['units']).map((u) => {
    const unit = looseObject(u);
    return [uuidOf(unit['uuid']), { fingerprint: digestOf(unit['fingerprint']), credentials: hashOf(unit['credentials']) }] as const;
  }));
  return {
    vote, me, size, threshold, terms, trusteesText, trustees, sealed,
    voteHash: sha256Hex(voteJson),
    privateKey: o['private_key'] === undefined || o['private_key'] === null ? null : stringOf(o['private_key']),
    units: arrayOf(o['units']).map((u) => unitOf(u, sealed)),
  };
}

function unitOf(value: Json, sealed: ReadonlyMap<string, unknown>): DecryptUnit {
  const o = looseObject(value);
  const uuid = uuidOf(o['uuid']);
  const phase = PHASES.find((p) => p === o['phase']);
  if (phase === undefined || !sealed.has(uuid)) throw new FormatError('state: a unit that was not sealed');
  return {
    uuid, phase, name: stringOf(o['name']), ballots: countOf(o['ballots']),
    attestations: arrayOf(o['attestations']).map((a) => attestationOf(a, uuid)),
    decrypted: arrayOf(o['decrypted']).map((n) => countOf(n)),
  };
}

/** The journal begins with the sealing of exactly these records. */
export function checkSealed(state: DecryptState, journal: readonly JournalEntry[]): JournalEntry {
  const sealing = onlyEntry(journal, 'Sealed');
  if (sealing.n !== 0 || hashOf(sealing.data['terms']) !== state.terms.hash || hashOf(sealing.data['vote_hash']) !== state.voteHash)
    throw new FormatError('journal: seals other records');
  return sealing;
}
