// Private messages between trustees. Ref: belenios-format section 6, "Key generation messages" (GCM form).
//   send(sk, ek, m) = ENC(ek, SIGNED-by-sk({"recipient":ek,"message":m}))
// Secret: sk, dk, m, r, and the exponent of K.
// Rejects: elements outside the group, a bad tag, a wrong sender, another recipient.
import { FormatError, fromHex, fromUtf8, hex, sha256Bytes, utf8 } from './bytes.ts';
import { decodeElement, decodeKey, powerOfG, powerOnce, powerSecret, ser, type Element } from './group.ts';
import { objectOf, parseJson, stringOf, writeJson } from './json.ts';
import { sign, signedJson, signedOf, verifyMessage } from './proofs.ts';
import { randomScalar, type ScalarSource } from './scalars.ts';

/** The encrypted text (JSON) of a message for the holder of `recipient`. Draws, before it first waits: w of the signature, r, k. */
export async function sealMessage(sk: bigint, recipient: string, message: string, random: ScalarSource = randomScalar): Promise<string> {
  const signed = sign(sk, writeJson({ recipient, message }), random);
  const [r, k] = [random(), random()];
  const [alpha, K] = [powerOfG(r), powerOfG(k)];
  const beta = powerOnce(decodeKey(recipient), r).add(K);
  const data = await gcm('encrypt', K, alpha, utf8(writeJson(signedJson(signed))));
  return writeJson({ algorithm: 'AES-GCM', alpha: ser(alpha), beta: ser(beta), data: hex(data) });
}

/** The message, if it was sealed for this holder of dk by the holder of `sender`. Throws FormatError otherwise. */
export async function openMessage(dk: bigint, sender: Element, sealed: string): Promise<string> {
  const o = objectOf(parseJson(sealed), ['algorithm', 'alpha', 'beta', 'data']);
  if (stringOf(o['algorithm']) !== 'AES-GCM') throw new FormatError('message: unknown cipher');
  const alpha = decodeElement(stringOf(o['alpha']));
  const K = decodeElement(stringOf(o['beta'])).subtract(powerSecret(alpha, dk));
  const signed = signedOf(parseJson(fromUtf8(await gcm('decrypt', K, alpha, fromHex(stringOf(o['data']))))));
  if (!verifyMessage(sender, signed.message, signed.signature)) throw new FormatError('message: not from its sender');
  const inner = objectOf(parseJson(signed.message), ['recipient', 'message']);
  if (stringOf(inner['recipient']) !== ser(powerOfG(dk))) throw new WrongRecipientError('message: for another recipient');
  return stringOf(inner['message']);
}

export class WrongRecipientError extends FormatError {}

/** AES-256-GCM with the 32-byte IV of the format and a 16-byte tag. */
async function gcm(direction: 'encrypt' | 'decrypt', K: Element, alpha: Element, bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const raw = sha256Bytes(`key|${ser(K)}`);
  const parameters = { name: 'AES-GCM', iv: sha256Bytes(`iv|${ser(alpha)}`), tagLength: 128 };
  const key = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, [direction]);
  try {
    return new Uint8Array(await crypto.subtle[direction](parameters, key, bytes));
  } catch {
    throw new FormatError('message: cannot be decrypted');
  }
}
