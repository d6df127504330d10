// What the browser needs of terms.json. The whole text is covered by its hash, which the election record names, so other
// members are left alone here. Ref: SPEC.md, "terms.json".
import { sha256Hex } from './bytes.ts';
import { arrayOf, booleanOf, countOf, hashOf, looseObject, parseJson, stringOf, uuidOf } from './json.ts';
import { FormatError } from './bytes.ts';

export interface Terms {
  readonly hash: string;
  readonly vote: string;
  readonly union: string;
  readonly title: string;
  readonly practice: boolean;
  readonly contests: readonly TermsContest[];
  readonly revotes: 'last' | 'first';
  readonly trusteesHash: string;
  readonly threshold: number;
  readonly trusteeNames: readonly string[];
  readonly serviceKey: string;
}

export interface TermsContest {
  readonly id: string;
  readonly agreement: string;
  readonly question: string;
  readonly yes: string;
  readonly no: string;
  readonly meansYes: string;
  readonly meansNo: string;
  readonly units: readonly { readonly unit: string; readonly name: string; readonly uuid: string }[];
}

export function parseTerms(text: string): Terms {
  const o = looseObject(parseJson(text));
  if (countOf(o['v']) !== 1) throw new FormatError('terms: version 1 expected');
  const trustees = looseObject(o['trustees']);
  const revotes = stringOf(looseObject(o['policy'])['revotes']);
  if (revotes !== 'last' && revotes !== 'first') throw new FormatError('terms: revotes');
  return {
    hash: sha256Hex(text),
    vote: uuidOf(o['vote']),
    union: stringOf(o['union']),
    title: stringOf(o['title']),
    practice: booleanOf(o['practice']),
    contests: arrayOf(o['contests']).map((value) => {
      const c = looseObject(value);
      return {
        id: stringOf(c['id']), agreement: stringOf(c['agreement']), question: stringOf(c['question']),
        yes: stringOf(c['yes']), no: stringOf(c['no']), meansYes: stringOf(c['means_yes']), meansNo: stringOf(c['means_no']),
        units: arrayOf(c['units']).map((u) => {
          const unit = looseObject(u);
          return { unit: stringOf(unit['unit']), name: stringOf(unit['name']), uuid: uuidOf(unit['uuid']) };
        }),
      };
    }),
    revotes,
    trusteesHash: hashOf(trustees['hash']),
    threshold: countOf(trustees['threshold']),
    trusteeNames: arrayOf(trustees['names']).map(stringOf),
    serviceKey: stringOf(o['service_key']),
  };
}
