// Text, bytes, hashes. All hashes of the protocol are SHA-256 of exact UTF-8 bytes.
import { sha256 } from '@noble/hashes/sha2.js';

/** Text that is not what its format says. Thrown by every reader of this folder on hostile input, caught at its edge. */
export class FormatError extends Error {
  override readonly name = 'FormatError';
}

const encoder = new TextEncoder();

export function utf8(text: string): Uint8Array<ArrayBuffer> {
  return encoder.encode(text);
}

/** Strict UTF-8: refuses malformed sequences and keeps a byte order mark as a character (which no record may start with). */
export function fromUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new FormatError('not UTF-8');
  }
}

export function hex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return text;
}

/** Lower-case hex only. */
export function fromHex(text: string): Uint8Array<ArrayBuffer> {
  if (text.length % 2 !== 0 || !/^[0-9a-f]*$/.test(text)) throw new FormatError('not lower-case hex');
  const bytes = new Uint8Array(text.length / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = parseInt(text.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}

/** Standard alphabet, padding dropped. */
export function base64(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replace(/=+$/, '');
}

/** Canonical unpadded base64 or nothing: decoded, encoded again, compared. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  if (!/^[A-Za-z0-9+/]*$/.test(text) || text.length % 4 === 1) throw new FormatError('not base64');
  const binary = atob(text + '='.repeat((4 - (text.length % 4)) % 4));
  const bytes = Uint8Array.from(binary, (c) => c.charCodeAt(0));
  if (base64(bytes) !== text) throw new FormatError('base64 not canonical');
  return bytes;
}

export function base64Url(bytes: Uint8Array): string {
  return base64(bytes).replace(/\+/g, '-').replace(/\//g, '_');
}

export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  if (/[+/]/.test(text)) throw new FormatError('not base64url');
  return fromBase64(text.replace(/=+$/, '').replace(/-/g, '+').replace(/_/g, '/'));
}

export function sha256Bytes(data: Uint8Array | string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(sha256(typeof data === 'string' ? utf8(data) : data));
}

export function sha256Hex(data: Uint8Array | string): string {
  return hex(sha256Bytes(data));
}

/** b64(SHA-256(data)): the form of fingerprints and trackers. */
export function sha256Base64(data: Uint8Array | string): string {
  return base64(sha256Bytes(data));
}

export function concat(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((n, p) => n + p.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Big-endian bytes as an integer (OS2IP). */
export function toInteger(bytes: Uint8Array): bigint {
  return bytes.length === 0 ? 0n : BigInt('0x' + hex(bytes));
}
