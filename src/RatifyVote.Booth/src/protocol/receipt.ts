// Receipts: the ballot box's signature that it took a ballot. Ref: SPEC.md, "Cast".
import { base64, FormatError, fromBase64, utf8 } from './bytes.ts';
import { digestOf, objectOf, stringOf, uuidOf, type Json } from './json.ts';

export interface Receipt {
  readonly uuid: string;
  readonly fingerprint: string;
  readonly tracker: string;
  readonly signature: string;
}

export function receiptOf(value: Json | undefined): Receipt {
  const o = objectOf(value, ['uuid', 'phi', 'tracker', 'signature']);
  return { uuid: uuidOf(o['uuid']), fingerprint: digestOf(o['phi']), tracker: digestOf(o['tracker']), signature: stringOf(o['signature']) };
}

export const receiptJson = (r: Receipt) => ({ uuid: r.uuid, phi: r.fingerprint, tracker: r.tracker, signature: r.signature });

export const verifyReceipt = (serviceKey: string, r: Receipt): Promise<boolean> =>
  verifyServiceSignature(serviceKey, `rv-receipt|${r.uuid}|${r.fingerprint}|${r.tracker}`, r.signature);

/** ECDSA P-256/SHA-256, r||s of 64 bytes, under a key given as b64 of DER SubjectPublicKeyInfo. False for anything malformed. */
export async function verifyServiceSignature(spki: string, text: string, signature: string): Promise<boolean> {
  try {
    const bytes = fromBase64(signature);
    if (bytes.length !== 64) return false;
    const key = await crypto.subtle.importKey('spki', fromBase64(spki), { name: 'ECDSA', namedCurve: 'P-256' }, false, ['verify']);
    return await crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, bytes, utf8(text));
  } catch (error) {
    if (error instanceof FormatError || error instanceof DOMException) return false;
    throw error;
  }
}

/** A signing key for tests and the fake server: public half as SPKI. */
export async function spkiOf(key: CryptoKey): Promise<string> {
  return base64(new Uint8Array(await crypto.subtle.exportKey('spki', key)));
}
