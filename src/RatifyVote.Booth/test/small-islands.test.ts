// @vitest-environment happy-dom
// Tracker look-up, passkeys, certification: what is asked, what is said, what is refused.
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { base64Url, fromHex, sha256Hex, utf8 } from '../src/protocol/bytes.ts';
import { mountCertify } from '../src/islands/certify-page.ts';
import { localPath, mountPasskeys } from '../src/islands/passkeys-page.ts';
import { EN } from '../src/islands/texts.en.ts';
import { clean, mountTracker } from '../src/islands/tracker-page.ts';
import { chooseFile, click, eventually, FakeServer, heading, mount, pad, submit } from './fake-server.ts';
import { OwnUnit, UUID } from './own-unit.ts';

const TRACKER = 'J1r45cX+hxX7GQluclAydRfdBWraH9l+DuY53SCsV4c';
const shown = () => document.body.textContent ?? '';

describe('tracker', () => {
  const look = async (state: string) => {
    const fake = new FakeServer().on(`POST /board/${UUID}/tracker`, () => ({ body: pad({ state }, 512) }));
    fake.install();
    await mountTracker(mount('tracker-check', { uuid: UUID }));
    (document.querySelector('input[type=text]') as HTMLInputElement).value = TRACKER.replace(/(.{4})/g, '$1 ');
    submit();
    return fake;
  };

  test.each(['unknown', 'received', 'on-board', 'superseded', 'set-aside'] as const)('%s_is_said_in_words', async (state) => {
    const fake = await look(state);
    await eventually(() => shown().includes(EN[`tracker.${state}`]));
    const [sent] = fake.sent(`POST /board/${UUID}/tracker`);
    expect([sent?.credentials, utf8(sent?.body ?? '').length]).toEqual(['omit', 512]);
    expect(JSON.parse(sent?.body ?? '')).toMatchObject({ tracker: TRACKER });
  });

  test('an_answer_of_unknown_words_or_size_is_no_answer', async () => {
    await look('maybe');
    await eventually(() => shown().includes(EN['error.BadAnswer']));
  });

  test('what_cannot_be_a_tracker_is_not_asked_for', async () => {
    expect(clean(`${TRACKER.slice(0, 20)}\n\u2013${TRACKER.slice(20)}=`)).toBe(TRACKER);
    for (const typed of ['', TRACKER.slice(1), `${TRACKER}x`, TRACKER.replace('J', '!')]) expect(clean(typed)).toBeNull();
    const fake = new FakeServer();
    fake.install();
    await mountTracker(mount('tracker-check', { uuid: UUID }));
    submit();
    await eventually(() => shown().includes(EN['tracker.malformed']));
    expect(fake.requests).toHaveLength(0);
  });

  test('a_receipt_file_fills_it_in_if_its_signature_verifies', async () => {
    const unit = await OwnUnit.make(1);
    const serviceKey = (JSON.parse(unit.terms) as { service_key: string }).service_key;
    const receipt = { uuid: UUID, phi: unit.election.fingerprint, tracker: TRACKER };
    const signature = await unit.sign(`rv-receipt|${UUID}|${receipt.phi}|${TRACKER}`);
    await mountTracker(mount('tracker-check', { uuid: UUID, serviceKey }));
    const file = document.querySelector('input[type=file]') as HTMLInputElement;
    const present = (content: unknown) => chooseFile(file, JSON.stringify(content));
    present({ v: 1, receipt: { ...receipt, signature: 'A'.repeat(86) }, ballot: '' });
    await eventually(() => shown().includes(EN['tracker.file-forged']));
    present({ v: 1, receipt: { ...receipt, uuid: 'WWWWWWWWWWWWWW', signature }, ballot: '' });
    await eventually(() => shown().includes(EN['tracker.file-wrong']));
    present({ v: 1, receipt: { ...receipt, signature }, ballot: '' });
    await eventually(() => (document.querySelector('input[type=text]') as HTMLInputElement).value === TRACKER);
  });
});

/** An authenticator that answers with what it was asked. */
class FakeCredential {
  static isConditionalMediationAvailable = () => Promise.resolve(false);
  readonly id = 'aWQ';
  readonly rawId = utf8('id').buffer;
  readonly type = 'public-key';
  readonly authenticatorAttachment = 'platform';
  constructor(readonly response: unknown) {}
}

let asked: { publicKey: { challenge: Uint8Array } } | undefined;
beforeEach(() => {
  asked = undefined;
  vi.stubGlobal('PublicKeyCredential', FakeCredential);
  const bytes = (text: string) => utf8(text).buffer;
  Object.defineProperty(navigator, 'credentials', {
    configurable: true,
    value: {
      get: (options: typeof asked) => {
        asked = options;
        return Promise.resolve(new FakeCredential({ clientDataJSON: bytes('c'), authenticatorData: bytes('a'), signature: bytes('s'), userHandle: null }));
      },
      create: () => Promise.resolve(new FakeCredential({
        clientDataJSON: bytes('c'), attestationObject: bytes('o'), getAuthenticatorData: () => bytes('a'), getPublicKey: () => null, getPublicKeyAlgorithm: () => -7, getTransports: () => ['internal'],
      })),
    },
  });
});

describe('passkeys', () => {
  const form = (kind: string, extra = '') => {
    const element = document.createElement('form');
    Object.assign(element.dataset, { passkey: kind, csrf: 'token', return: '/home' });
    const status = document.createElement('div');
    status.dataset['passkeyStatus'] = '';
    const input = document.createElement('input');
    input.name = extra;
    input.value = 'Phone';
    element.append(status, input);
    document.body.replaceChildren(element);
    return element;
  };
  const went = () => {
    const assign = vi.spyOn(location, 'assign').mockImplementation(() => undefined);
    return assign;
  };

  test('sign_in_posts_the_assertion_and_goes_where_the_server_says', async () => {
    const assign = went();
    const fake = new FakeServer()
      .json('POST /account/passkey/request-options', { challenge: 'AQID', rpId: 'localhost', allowCredentials: [] })
      .json('POST /account/passkey/sign-in', { redirect: '/votes' });
    fake.install();
    await mountPasskeys(form('sign-in'));
    submit();
    await eventually(() => assign.mock.calls.length > 0);
    expect(assign).toHaveBeenCalledWith('/votes');
    expect([...(asked?.publicKey.challenge ?? [])]).toEqual([1, 2, 3]);
    const sent = fake.sent('POST /account/passkey/sign-in')[0];
    expect(sent?.headers['X-CSRF']).toBe('token');
    expect(JSON.parse(sent?.body ?? '')).toMatchObject({ credential: { id: 'aWQ', type: 'public-key', clientExtensionResults: {}, response: { signature: 'cw' } } });
    assign.mockRestore();
  });

  test('registration_posts_the_new_credential_with_its_name', async () => {
    const assign = went();
    const fake = new FakeServer()
      .json('POST /account/passkey/creation-options', { challenge: 'AQID', rp: { name: 'x' }, user: { id: 'AQ', name: 'n', displayName: 'd' }, pubKeyCredParams: [] })
      .json('POST /account/passkey/register', {});
    fake.install();
    await mountPasskeys(form('register', 'passkeyName'));
    submit();
    await eventually(() => assign.mock.calls.length > 0);
    expect(assign).toHaveBeenCalledWith('/home');
    expect(JSON.parse(fake.sent('POST /account/passkey/register')[0]?.body ?? '')).toMatchObject({ name: 'Phone', credential: { response: { transports: ['internal'] } } });
    assign.mockRestore();
  });

  test('a_refusal_and_a_cancelled_ceremony_are_said_in_words', async () => {
    new FakeServer().on('POST /account/passkey/request-options', () => ({ status: 403, body: '{"error":"NotAllowed"}' })).install();
    await mountPasskeys(form('sign-in'));
    submit();
    await eventually(() => shown().includes(EN['passkey.refused']));
    new FakeServer().json('POST /account/passkey/request-options', { challenge: 'AQID' }).install();
    navigator.credentials.get = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
    submit();
    await eventually(() => shown().includes(EN['passkey.cancelled']));
  });

  test.each([['//evil.example', '/'], ['https://evil.example', '/'], ['/\\evil', '/'], ['javascript:alert(1)', '/'], [undefined, '/'], ['/votes?x=1', '/votes?x=1']])('redirect_to_%s_leads_to_%s', (path, expected) => {
    expect(localPath(path)).toBe(expected);
  });
});

describe('certification', () => {
  const result = JSON.stringify({
    v: 1, units: [{ unit: 'local-600', sheet: { counted: 6398, yes: 3064, no: 3334, blank: 0 } }],
    outcomes: [{ contest: 'basic', verdict: 'carried', reasons: ['256 of 444 delegates, 223 needed'] }],
  });
  const hash = sha256Hex(result);
  const start = async (challenge: string) => {
    const fake = new FakeServer().on('GET /result.json', () => ({ body: result })).json('POST /options', { challenge }).json('POST /sign', {});
    fake.install();
    await mountCertify(mount('certify', { vote: 'VVVVVVVVVVVVVV', result: '/result.json', options: '/options', sign: '/sign' }));
    return fake;
  };
  const state = (value: string) => { (document.querySelector(`input[value=${value}]`) as HTMLInputElement).checked = true; };

  test('signs_the_hash_it_computed_itself', async () => {
    const fake = await start(base64Url(fromHex(hash)));
    expect(shown()).toContain('256 of 444 delegates');
    expect(document.querySelector('.rv-hash')?.textContent).toBe(hash);
    state('certify');
    submit();
    await eventually(() => shown().includes(EN['certify.signed']));
    expect(JSON.parse(fake.sent('POST /options')[0]?.body ?? '')).toEqual({ result: hash });
    expect(JSON.parse(fake.sent('POST /sign')[0]?.body ?? '')).toMatchObject({ result: hash, statement: 'certify' });
  });

  test('another_challenge_is_not_signed', async () => {
    const fake = await start(base64Url(fromHex(sha256Hex('another result'))));
    state('certify');
    submit();
    await eventually(() => shown().includes(EN['certify.other-challenge']));
    expect(asked).toBeUndefined();
    expect(fake.sent('POST /sign')).toHaveLength(0);
  });

  test('a_dissent_needs_its_reasons', async () => {
    const fake = await start(base64Url(fromHex(hash)));
    state('dissent');
    submit();
    await eventually(() => shown().includes(EN['certify.words-needed']));
    (document.querySelector('input[type=text]') as HTMLInputElement).value = 'The roll was wrong.';
    submit();
    await eventually(() => shown().includes(EN['certify.signed']));
    expect(JSON.parse(fake.sent('POST /sign')[0]?.body ?? '')).toMatchObject({ statement: 'dissent', words: 'The roll was wrong.' });
  });

  test('without_a_result_it_can_be_tried_again', async () => {
    const fake = new FakeServer();
    fake.install();
    await mountCertify(mount('certify', { vote: 'V', result: '/result.json', options: '/options', sign: '/sign' }));
    expect(shown()).toContain(EN['error.NotFound']);
    fake.on('GET /result.json', () => ({ body: result }));
    click(EN['try-again']);
    await eventually(() => heading() === EN['certify.title'] && shown().includes(hash.slice(0, 4)));
  });
});
