// The election record of one unit. Ref: belenios-format section 3; our extra key `ratifyvote`: SPEC.md.
// Everything here is covered by the fingerprint phi, which every ballot and most proofs name.
import { sha256Base64 } from './bytes.ts';
import { FormatError } from './bytes.ts';
import { decodeKey, GROUP_NAME, prepareBase, type Element } from './group.ts';
import { arrayOf, booleanOf, countOf, hashOf, objectOf, parseJson, stringOf, uuidOf, type Json } from './json.ts';

export interface Question {
  readonly question: string;
  readonly answers: readonly string[];
  readonly blank: boolean;
  readonly min: number;
  readonly max: number;
}

/** What RatifyVote binds into an election record. */
export interface Binding {
  readonly terms: string;
  readonly contest: string;
  readonly unit: string;
  readonly credentials: string;
  readonly rollRoot: string;
  readonly members: number;
  readonly spares: number;
}

export interface Election {
  /** Exact text of the record. */
  readonly text: string;
  readonly uuid: string;
  readonly name: string;
  readonly fingerprint: string;
  readonly publicKey: Element;
  readonly questions: readonly Question[];
  readonly binding: Binding | null;
}

/** Slots of a question: one per answer, and slot 0 for "blank" where blank is allowed. */
export function slotsOf(question: Question): number {
  return question.answers.length + (question.blank ? 1 : 0);
}

export function parseElection(text: string): Election {
  const o = objectOf(
    parseJson(text),
    ['version', 'description', 'name', 'group', 'public_key', 'questions', 'uuid'],
    ['administrator', 'credential_authority', 'language', 'ratifyvote'],
  );
  if (countOf(o['version']) !== 1) throw new FormatError('election: version 1 expected');
  if (stringOf(o['group']) !== GROUP_NAME) throw new FormatError('election: group Ed25519 expected');
  const questions = arrayOf(o['questions']).map(questionOf);
  if (questions.length === 0) throw new FormatError('election: no question');
  return {
    text,
    uuid: uuidOf(o['uuid']),
    name: stringOf(o['name']),
    fingerprint: sha256Base64(text),
    publicKey: prepareBase(decodeKey(stringOf(o['public_key']))),
    questions,
    binding: o['ratifyvote'] === undefined ? null : bindingOf(o['ratifyvote']),
  };
}

function questionOf(value: Json): Question {
  const o = objectOf(value, ['answers', 'min', 'max', 'question'], ['blank']);
  const answers = arrayOf(o['answers']).map(stringOf);
  const [min, max] = [countOf(o['min']), countOf(o['max'])];
  const blank = o['blank'] === undefined ? false : booleanOf(o['blank']);
  if (min > max || max > answers.length) throw new FormatError('election: min and max do not fit the answers');
  return { question: stringOf(o['question']), answers, blank, min, max };
}

function bindingOf(value: Json): Binding {
  const o = objectOf(value, ['v', 'terms', 'contest', 'unit', 'credentials', 'roll'], ['hands']);
  if (countOf(o['v']) !== 1) throw new FormatError('ratifyvote: version 1 expected');
  const roll = objectOf(o['roll'], ['root', 'members', 'spares']);
  return {
    terms: hashOf(o['terms']),
    contest: stringOf(o['contest']),
    unit: stringOf(o['unit']),
    credentials: hashOf(o['credentials']),
    rollRoot: hashOf(roll['root']),
    members: countOf(roll['members']),
    spares: countOf(roll['spares']),
  };
}
