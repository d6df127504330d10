// Strict JSON, Merkle paths, receipts, key files, journal, numbers: what is read and what is refused.
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { attest, countAgreeing } from '../src/protocol/attestation.ts';
import { base64, FormatError, fromBase64, fromHex, hex, sha256Hex, utf8 } from '../src/protocol/bytes.ts';
import { decodeElement, decodeKey, IDENTITY, powerOfG, powerOnce, PowersVarTime, powerSecret, powerVarTime, ser } from '../src/protocol/group.ts';
import { readJournal, headOf, onlyEntry } from '../src/protocol/journal.ts';
import { digestOf, parseJson, uuidOf } from '../src/protocol/json.ts';
import { openKeyFile, sealKeyFile, WrongPassphraseError } from '../src/protocol/keyfile.ts';
import { leafHash, merklePath, merkleRoot, rootOfPath } from '../src/protocol/merkle.ts';
import { verifyReceipt, verifyServiceSignature } from '../src/protocol/receipt.ts';
import { Q, randomScalar, scalarOf } from '../src/protocol/scalars.ts';
import { parseTrustees } from '../src/protocol/trustees.ts';
import { runCeremony, trusteesRecord, VOTE } from './ceremony-run.ts';
import { OwnUnit, UUID } from './own-unit.ts';

describe('strict JSON', () => {
  test('what_is_valid_is_read_as_JSON_parse_reads_it', () => {
    const integers = fc.jsonValue({ noUnicodeString: false }).filter((v) => !/[0-9]\.[0-9]|e[+-]/.test(JSON.stringify(v)) && !JSON.stringify(v).includes('-0'));
    fc.assert(fc.property(integers, (value) => {
      const text = JSON.stringify(value);
      fc.pre(!/(^|[^0-9])-?[0-9]{16,}/.test(text) && !text.includes('\\ud'));
      expect(JSON.stringify(parseJson(text))).toBe(text);
    }));
  });

  test.each(['{"a":1,"a":2}', '{"a":1,"\\u0061":2}', '01', '1.0', '1e3', '-0', '9007199254740993', '[1,]', '{"a":1,}', '"\\ud800"', '"\t"', 'NaN', '[1] x', '', '{a:1}', "'a'", '"\\x41"', '['.repeat(40) + ']'.repeat(40)])('%s_is_refused', (text) => {
    expect(() => parseJson(text)).toThrow(FormatError);
  });

  test('proto_is_a_key_like_any_other', () => {
    expect(Object.keys(parseJson('{"__proto__":1}') as object)).toEqual(['__proto__']);
  });
});

describe('texts of numbers and elements', () => {
  test.each(['', '-1', '01', '0x1', ' 1', '1 ', '+1', String(Q), '9'.repeat(90)])('scalar_%j_is_refused', (text) => {
    expect(() => scalarOf(text)).toThrow(FormatError);
  });

  // Encodings from RFC 8032 / Chalkias et al., "Taming the many EdDSAs": small order, non-canonical, negative zero.
  test.each([
    '0000000000000000000000000000000000000000000000000000000000000000', // order 4
    '7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffec', // order 2
    '8000000000000000000000000000000000000000000000000000000000000001', // negative zero of the identity
    '7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffee', // y = p + 1
    'ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
    '05fbc4a6c0e2cd3fb1e8fb0ba1a5a2e29cbf7bca30a80fb58b1ca7ff1d6ae0c7'.slice(0, 63),
    '6666666666666666666666666666666666666666666666666666666666666658'.replace(/6/, 'A'),
  ])('element_%s_is_refused', (text) => {
    expect(() => decodeElement(text)).toThrow(FormatError);
  });

  test('the_identity_is_an_element_and_no_key', () => {
    expect(decodeElement(ser(IDENTITY)).is0()).toBe(true);
    expect(() => decodeKey(ser(IDENTITY))).toThrow('identity');
  });

  test('all_ways_to_take_a_power_agree', () => {
    const base = powerOfG(77n);
    for (const e of [0n, 1n, 2n, Q - 1n, randomScalar(), randomScalar()]) {
      const expected = ser(powerVarTime(base, e));
      expect(ser(new PowersVarTime(base).power(e))).toBe(expected);
      expect(ser(powerSecret(base, e))).toBe(expected);
      expect(ser(powerOnce(base, e))).toBe(expected);
      expect(ser(powerOfG((77n * e) % Q))).toBe(expected);
    }
    expect([powerSecret(IDENTITY, 5n), powerOnce(IDENTITY, 5n)].map(ser)).toEqual([ser(IDENTITY), ser(IDENTITY)]);
    expect(new PowersVarTime(base).isMember()).toBe(true);
  });

  test('random_scalars_are_below_q_and_use_all_their_bits', () => {
    const draws = Array.from({ length: 400 }, randomScalar);
    expect(draws.every((s) => s >= 0n && s < Q)).toBe(true);
    for (let bit = 0n; bit < 252n; bit++) {
      const ones = draws.filter((s) => (s >> bit) & 1n).length;
      expect(ones).toBeGreaterThan(120);
      expect(ones).toBeLessThan(280);
    }
  });

  test('base64_has_one_form', () => {
    fc.assert(fc.property(fc.uint8Array(), (bytes) => { expect(hex(fromBase64(base64(bytes)))).toBe(hex(bytes)); }));
    for (const text of ['AB', 'A', 'AA==', 'A-', 'AAB']) expect(() => fromBase64(text)).toThrow(FormatError);
    expect(() => fromHex('AB')).toThrow(FormatError);
    expect(() => digestOf('A'.repeat(42) + 'B')).toThrow(FormatError);
    expect(() => uuidOf('0OIl0OIl0OIl0OIl')).toThrow(FormatError);
  });
});

describe('Merkle trees', () => {
  // RFC 6962, 2.1: computed here with Node's own SHA-256.
  const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();
  test('roots_of_one_two_and_three_leaves_follow_the_definition', () => {
    const h = (leaf: string) => sha(Buffer.concat([Buffer.from([0]), Buffer.from(leaf)]));
    const n = (l: Uint8Array, r: Uint8Array) => sha(Buffer.concat([Buffer.from([1]), l, r]));
    const leaves = ['a', 'b', 'c'].map(leafHash);
    expect(merkleRoot(leaves.slice(0, 1))).toBe(h('a').toString('hex'));
    expect(merkleRoot(leaves.slice(0, 2))).toBe(n(h('a'), h('b')).toString('hex'));
    expect(merkleRoot(leaves)).toBe(n(n(h('a'), h('b')), h('c')).toString('hex'));
  });

  test('every_path_leads_to_the_root_and_no_other_does', () => {
    for (let size = 1; size <= 20; size++) {
      const leaves = Array.from({ length: size }, (_, i) => leafHash(`${size} ${i}`));
      const root = merkleRoot(leaves);
      for (let i = 0; i < size; i++) {
        const path = merklePath(leaves, i);
        expect(rootOfPath(leaves[i] as string, i, size, path)).toBe(root);
        if (size > 1) {
          const other = (i + 1) % size;
          const elsewhere = () => rootOfPath(leaves[i] as string, other, size, path);
          try {
            expect(elsewhere()).not.toBe(root);
          } catch (error) {
            expect(error).toBeInstanceOf(FormatError);
          }
          expect(() => rootOfPath(leaves[i] as string, i, size, [...path, root])).toThrow(FormatError);
          expect(() => rootOfPath(leaves[i] as string, i, size, path.slice(1))).toThrow(FormatError);
        }
      }
    }
    expect(() => rootOfPath('', 1, 1, [])).toThrow(FormatError);
  });
});

describe('signatures of the service', () => {
  let unit: OwnUnit;
  let key: string;
  beforeAll(async () => {
    unit = await OwnUnit.make(3);
    key = (JSON.parse(unit.terms) as { service_key: string }).service_key;
  });

  test('a_receipt_verifies_and_a_changed_one_does_not', async () => {
    const receipt = { uuid: UUID, fingerprint: 'f', tracker: 't', signature: await unit.sign(`rv-receipt|${UUID}|f|t`) };
    expect(await verifyReceipt(key, receipt)).toBe(true);
    expect(await verifyReceipt(key, { ...receipt, tracker: 'u' })).toBe(false);
    expect(await verifyReceipt(key, { ...receipt, signature: base64(new Uint8Array(64)) })).toBe(false);
    expect(await verifyReceipt(key, { ...receipt, signature: '!' })).toBe(false);
    expect(await verifyServiceSignature('AAAA', 'x', receipt.signature)).toBe(false);
  });

  test('a_journal_is_read_and_any_change_of_it_is_noticed', async () => {
    await unit.note('Sealed', { terms: sha256Hex(unit.terms) });
    await unit.note('Opened', {});
    await unit.note('Closing', { closed_at: '2026-11-28T18:00:00Z' });
    const text = unit.journal.join('\n') + '\n';
    const entries = await readJournal(text, VOTE, key);
    expect(entries.map((e) => e.type)).toEqual(['Sealed', 'Opened', 'Closing']);
    expect(headOf(onlyEntry(entries, 'Closing'), UUID)).toEqual(unit.head);
    expect(() => onlyEntry(entries, 'BallotsEnded')).toThrow(FormatError);
    const [a, b, c] = unit.journal as [string, string, string];
    for (const bad of [[b, c], [a, c], [a, b.replace('Opened', 'Closed'), c], [a, a], [a + ' ', b], ['']])
      await expect(readJournal(bad.join('\n'), VOTE, key)).rejects.toBeInstanceOf(FormatError);
    await expect(readJournal(text, 'WWWWWWWWWWWWWW', key)).rejects.toBeInstanceOf(FormatError);
  });
});

describe('key files', () => {
  const header = { vote: VOTE, owner: 2 };
  test('open_with_their_passphrase_only', async () => {
    const file = await sealKeyFile(header, { seed: 'seed', decryptionKey: 5n }, 'Gr\u00fc\u00dfe an alle');
    expect(await openKeyFile(file, header, 'Gru\u0308\u00dfe an alle')).toEqual({ seed: 'seed', decryptionKey: 5n });
    await expect(openKeyFile(file, header, 'Gruesse')).rejects.toBeInstanceOf(WrongPassphraseError);
    await expect(openKeyFile(file, { ...header, owner: 1 }, 'x')).rejects.toBeInstanceOf(FormatError);
    await expect(openKeyFile(file.replace('"owner":2', '"owner":1'), { ...header, owner: 1 }, 'Grüße an alle')).rejects.toBeInstanceOf(WrongPassphraseError);
    await expect(openKeyFile(file.replace('600000', '599999'), header, 'x')).rejects.toBeInstanceOf(FormatError);
    await expect(openKeyFile(file.replace('600000', '60000000'), header, 'x')).rejects.toBeInstanceOf(FormatError);
    expect(file).not.toContain('seed');
  });
});

describe('attestations', () => {
  test('count_by_owner_and_content_and_a_forged_one_is_named', async () => {
    const run = await runCeremony(3, 2);
    const { keys } = parseTrustees(trusteesRecord(run), VOTE);
    const [h, other] = [sha256Hex('a'), sha256Hex('b')];
    const content = { uuid: UUID, endBallots: h, tally: h, signoff: h, keyDestroyed: h };
    const sk = (owner: number) => run.trustees[owner - 1]?.secrets.sk ?? 0n;
    const list = [attest(1, content, sk(1)), attest(1, content, sk(1)), attest(2, { ...content, tally: other }, sk(2))];
    const { agreeing, differing } = countAgreeing(list, content, keys);
    expect([[...agreeing], [...differing]]).toEqual([[1], [2]]);
    expect(() => countAgreeing([attest(3, content, sk(1))], content, keys)).toThrow('trustee 3');
    expect(() => countAgreeing([attest(4, content, sk(1))], content, keys)).toThrow('trustee 4');
  });
});

test('utf8_is_strict', async () => {
  const { fromUtf8 } = await import('../src/protocol/bytes.ts');
  expect(() => fromUtf8(Uint8Array.of(0xc0, 0x80))).toThrow(FormatError);
  expect(fromUtf8(utf8('\ufeffa'))).toBe('\ufeffa');
});
