// The trustee's key file: the seed, encrypted under a passphrase. Ref: README, "Key file".
// Secret: passphrase, seed, decryption key. Rejects: other vote or owner, weak or absurd iteration counts, a wrong passphrase.
import { base64, FormatError, fromBase64, fromUtf8, utf8 } from './bytes.ts';
import { countOf, objectOf, parseJson, stringOf, uuidOf, writeJson } from './json.ts';
import { scalarOf } from './scalars.ts';

const ITERATIONS = 600_000;
const MAX_ITERATIONS = 10_000_000;

export interface KeyFileContent {
  readonly seed: string;
  readonly decryptionKey: bigint | null;
}

export interface KeyFileHeader {
  readonly vote: string;
  readonly owner: number;
}

export class WrongPassphraseError extends Error {
  override readonly name = 'WrongPassphraseError';
}

export async function sealKeyFile(header: KeyFileHeader, content: KeyFileContent, passphrase: string): Promise<string> {
  const [salt, iv] = [crypto.getRandomValues(new Uint8Array(16)), crypto.getRandomValues(new Uint8Array(12))];
  const key = await derive(passphrase, salt, ITERATIONS);
  const plain = writeJson({ seed: content.seed, ...(content.decryptionKey === null ? {} : { decryption_key: String(content.decryptionKey) }) });
  const box = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: additionalData(header) }, key, utf8(plain));
  return writeJson({
    v: 1, vote: header.vote, owner: header.owner,
    kdf: { name: 'PBKDF2-SHA-256', iterations: ITERATIONS, salt: base64(salt), iv: base64(iv) },
    box: base64(new Uint8Array(box)),
  });
}

/** Throws FormatError for what is no key file of this vote and owner, WrongPassphraseError when the box does not open. */
export async function openKeyFile(text: string, expected: KeyFileHeader, passphrase: string): Promise<KeyFileContent> {
  const o = objectOf(parseJson(text), ['v', 'vote', 'owner', 'kdf', 'box']);
  const kdf = objectOf(o['kdf'], ['name', 'iterations', 'salt', 'iv']);
  if (countOf(o['v']) !== 1 || stringOf(kdf['name']) !== 'PBKDF2-SHA-256') throw new FormatError('key file: unknown version');
  if (uuidOf(o['vote']) !== expected.vote || countOf(o['owner']) !== expected.owner) throw new FormatError('key file: of another vote or trustee');
  const iterations = countOf(kdf['iterations'], MAX_ITERATIONS);
  const [salt, iv] = [fromBase64(stringOf(kdf['salt'])), fromBase64(stringOf(kdf['iv']))];
  if (iterations < ITERATIONS || salt.length !== 16 || iv.length !== 12) throw new FormatError('key file: parameters out of range');
  const key = await derive(passphrase, salt, iterations);
  let plain: ArrayBuffer;
  try {
    plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData: additionalData(expected) }, key, fromBase64(stringOf(o['box'])));
  } catch (error) {
    if (error instanceof FormatError) throw error;
    throw new WrongPassphraseError('the passphrase does not open this file');
  }
  const content = objectOf(parseJson(fromUtf8(new Uint8Array(plain))), ['seed'], ['decryption_key']);
  return { seed: stringOf(content['seed']), decryptionKey: content['decryption_key'] === undefined ? null : scalarOf(content['decryption_key']) };
}

const additionalData = (header: KeyFileHeader) => utf8(`rv-keyfile|1|${header.vote}|${header.owner}`);

async function derive(passphrase: string, salt: Uint8Array<ArrayBuffer>, iterations: number): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey('raw', utf8(passphrase.normalize('NFC')), 'PBKDF2', false, ['deriveKey']);
  return crypto.subtle.deriveKey({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations }, base, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}
