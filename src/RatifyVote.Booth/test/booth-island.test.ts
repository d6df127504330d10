// @vitest-environment happy-dom
// The booth against a fake server: what is asked, what is sent and when, and what is left on the page.
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { parseBallot, trackerOf } from '../src/protocol/ballot.ts';
import { verifyBallot } from '../src/protocol/verify-ballot.ts';
import { mountBooth } from '../src/islands/booth-page.ts';
import { EN } from '../src/islands/texts.en.ts';
import { VOTE } from './ceremony-run.ts';
import { click, eventually, FakeServer, heading, mount, pad, submit } from './fake-server.ts';
import { OwnUnit, UUID } from './own-unit.ts';

const unit = await OwnUnit.make(4);
const NOW = '2026-11-25T18:00:00Z';

function server(change: { setup?: object; handout?: object; ballots?: string[][] } = {}): FakeServer {
  const fake = new FakeServer()
    .json(`GET /booth/${UUID}/setup.json`, {
      v: 1, vote: VOTE, uuid: UUID, election: unit.electionText, terms: unit.terms, trustees: unit.trustees, opens_at: NOW,
      closes_at: '2026-11-28T18:00:00Z', now: NOW, offer_blank: true, practice: true, help: '555-0100', ...change.setup,
    })
    .on(`GET /board/${UUID}/credentials.json`, () => ({ body: unit.credentials }))
    .json(`GET /board/${UUID}/index.json`, { height: 0, head: unit.head.hash, ballots: change.ballots ?? [] })
    .on(`POST /handout/${UUID}`, () => ({ body: pad({ ...unit.handout(1), ...change.handout }, 4096) }));
  fake.install();
  return fake;
}

const receiptFor = async (ballot: string, change: object = {}) => {
  const receipt = { uuid: UUID, phi: unit.election.fingerprint, tracker: trackerOf(ballot), ...change };
  return { ...receipt, signature: await unit.sign(`rv-receipt|${receipt.uuid}|${receipt.phi}|${receipt.tracker}`) };
};

const ballotOf = (body: string) => (JSON.parse(body) as { ballot: string }).ballot;
const start = async () => mountBooth(mount('booth', { uuid: UUID, vote: VOTE, home: '/home' }));

async function chooseAndReview(value: string): Promise<void> {
  await eventually(() => heading() === EN['booth.choose']);
  const radio = document.querySelector(`input[value="${value}"]`) as HTMLInputElement;
  radio.checked = true;
  radio.dispatchEvent(new Event('change'));
  submit();
  await eventually(() => heading() === EN['booth.review']);
}

beforeEach(() => {
  localStorage.clear();
});

describe('a vote from loading to receipt', () => {
  test('is_one_cast_of_fixed_size_without_cookie_and_the_receipt_is_shown', async () => {
    const fake = server().on(`POST /cast/${UUID}`, async (sent) => ({ body: pad({ receipt: await receiptFor(ballotOf(sent.body)) }, 1024) }));
    await start();
    await eventually(() => heading() === EN['booth.choose']);
    const before = fake.requests.length;
    await chooseAndReview('no');
    expect(document.body.textContent).toContain('The committee goes back to the table.');
    expect(fake.requests).toHaveLength(before);
    click(EN['booth.cast']);
    await eventually(() => heading() === EN['booth.received']);

    const casts = fake.sent(`POST /cast/${UUID}`);
    expect(casts).toHaveLength(1);
    expect(fake.requests).toHaveLength(before + 1);
    const [cast] = casts as [(typeof casts)[number]];
    expect(new TextEncoder().encode(cast.body)).toHaveLength(4096);
    expect([cast.credentials, cast.referrerPolicy, cast.headers['X-CSRF']]).toEqual(['omit', 'no-referrer', undefined]);
    expect(verifyBallot(unit.election, new Set(unit.entries.map((e) => e.credential)), ballotOf(cast.body))).toHaveProperty('ballot');
    expect(parseBallot(ballotOf(cast.body)).credential).toBe(unit.entries[1]?.credential);

    expect(document.querySelector('.rv-tracker')?.textContent).toBe(trackerOf(ballotOf(cast.body)));
    expect(document.querySelector('input')).toBeNull();
    for (const words of ['The committee goes back', 'The agreement takes effect', 'Blank']) expect(document.body.textContent).not.toContain(words);
    expect(document.activeElement?.tagName).toBe('H2');
  });

  test('all_choices_make_bodies_of_the_same_size', async () => {
    for (const value of ['yes', 'no', 'blank']) {
      const fake = server().on(`POST /cast/${UUID}`, async (sent) => ({ body: pad({ receipt: await receiptFor(ballotOf(sent.body)) }, 1024) }));
      await start();
      await chooseAndReview(value);
      click(EN['booth.cast']);
      await eventually(() => heading() === EN['booth.received']);
      expect(new TextEncoder().encode(fake.sent(`POST /cast/${UUID}`)[0]?.body)).toHaveLength(4096);
    }
  });

  test('credential_and_lists_are_asked_for_with_and_without_cookie_as_agreed', async () => {
    const fake = server();
    await start();
    expect(fake.sent(`POST /handout/${UUID}`)[0]).toMatchObject({ credentials: 'same-origin', headers: { 'X-CSRF': 'token' }, body: '{}' });
    expect(fake.sent(`GET /board/${UUID}/credentials.json`)[0]?.credentials).toBe('omit');
    expect(fake.sent(`GET /board/${UUID}/index.json`)[0]?.credentials).toBe('omit');
  });

  test('going_on_without_a_choice_says_so', async () => {
    server();
    await start();
    submit();
    expect(document.querySelector('[role=alert]')?.textContent).toBe(EN['booth.choose.none']);
  });

  test('change_leads_back_with_the_choice_kept', async () => {
    server();
    await start();
    await chooseAndReview('yes');
    click(EN['booth.change']);
    expect((document.querySelector('input[value=yes]') as HTMLInputElement).checked).toBe(true);
  });
});

describe('the cast', () => {
  test('is_repeated_with_the_same_bytes_when_no_answer_came', async () => {
    let calls = 0;
    const fake = server().on(`POST /cast/${UUID}`, async (sent) => (calls++ < 2 ? 'no-connection' : { body: pad({ receipt: await receiptFor(ballotOf(sent.body)) }, 1024) }));
    await start();
    await chooseAndReview('yes');
    click(EN['booth.cast']);
    await eventually(() => heading() === EN['booth.unanswered']);
    click(EN['try-again']);
    await eventually(() => heading() === EN['booth.unanswered'] && calls === 2);
    click(EN['try-again']);
    await eventually(() => heading() === EN['booth.received']);
    expect(new Set(fake.sent(`POST /cast/${UUID}`).map((r) => r.body)).size).toBe(1);
  });

  test.each(Object.keys(EN).filter((k) => k.startsWith('cast.')))('%s_is_said_in_words', async (key) => {
    server().on(`POST /cast/${UUID}`, () => ({ status: 409, body: pad({ refused: key.slice(5) }, 1024) }));
    await start();
    await chooseAndReview('yes');
    click(EN['booth.cast']);
    await eventually(() => heading() === EN['booth.refused']);
    expect(document.body.textContent).toContain(EN[key as keyof typeof EN]);
    expect(document.body.textContent).toContain('555-0100');
    expect([...document.querySelectorAll('button')].some((b) => b.textContent === EN['try-again'])).toBe(key === 'cast.TryAgainLater');
  });

  test.each<[string, (ballot: string) => Promise<string>]>([
    ['a_receipt_for_another_tracker', async () => pad({ receipt: await receiptFor('another') }, 1024)],
    ['a_receipt_signed_by_nobody', async (b) => pad({ receipt: { ...(await receiptFor(b)), signature: 'A'.repeat(86) } }, 1024)],
    ['a_receipt_of_another_vote', async (b) => pad({ receipt: await receiptFor(b, { phi: 'A'.repeat(43) }) }, 1024)],
    ['a_reply_of_another_size', async (b) => pad({ receipt: await receiptFor(b) }, 1025)],
    ['an_unknown_refusal', async () => pad({ refused: 'Whatever' }, 1024)],
    ['a_page_of_a_proxy', async () => '<html>Bad gateway</html>'],
  ])('%s_is_no_receipt', async (_name, body) => {
    server().on(`POST /cast/${UUID}`, async (sent) => ({ body: await body(ballotOf(sent.body)) }));
    await start();
    await chooseAndReview('yes');
    click(EN['booth.cast']);
    await eventually(() => heading() === EN['booth.unproven']);
  });
});

describe('what does not match the seal asks for no choice', () => {
  const other = unit.entries[2];
  test.each<[string, keyof typeof EN, Parameters<typeof server>[0]]>([
    ['other_terms', 'booth.wrong.terms', { setup: { terms: unit.terms.replace('takes effect', 'does not take effect') } }],
    ['other_trustees', 'booth.wrong.trustees', { setup: { trustees: unit.trustees.replace('Pedersen', 'Single') } }],
    ['another_election', 'booth.wrong.election', { setup: { election: unit.electionText.replace(UUID, 'WWWWWWWWWWWWWW') } }],
    ['a_question_without_blank', 'booth.wrong.election', { setup: { election: unit.electionText.replace('"blank":true,', '') } }],
    ['another_credential', 'booth.wrong.handout', { handout: { s: String(other?.s) } }],
    ['another_leaf', 'booth.wrong.handout', { handout: { salt: other?.salt } }],
    ['a_board_that_is_none', 'booth.wrong.board', { ballots: [['x']] }],
  ])('%s', async (_name, key, change) => {
    const fake = server(change);
    await start();
    expect(heading()).toBe(EN['booth.wrong']);
    expect(document.body.textContent).toContain(EN[key]);
    expect(document.querySelector('input')).toBeNull();
    expect(fake.sent(`POST /cast/${UUID}`)).toHaveLength(0);
  });

  test('another_list_of_credentials', async () => {
    server().on(`GET /board/${UUID}/credentials.json`, () => ({ body: unit.credentials + ' ' }));
    await start();
    expect(document.body.textContent).toContain(EN['booth.wrong.credentials']);
  });
});

describe('hand-out', () => {
  test.each(['NotOnRoll', 'Removed', 'PollsNotOpen', 'PollsClosed'])('%s_is_said_in_words', async (code) => {
    server().on(`POST /handout/${UUID}`, () => ({ status: 403, body: pad({ error: code }, 4096) }));
    await start();
    expect(document.body.textContent).toContain(EN[`booth.refused.${code}` as keyof typeof EN]);
  });

  test('a_stale_sign_in_leads_to_signing_in', async () => {
    server().on(`POST /handout/${UUID}`, () => ({ status: 401, body: pad({ error: 'SignInAgain' }, 4096) }));
    await start();
    expect(document.querySelector('a.primary')?.getAttribute('href')).toContain('/account/sign-in?returnUrl=');
  });

  test('without_connection_loading_can_be_tried_again', async () => {
    let online = false;
    const fake = server();
    const setup = { body: '' };
    await fetch(`/booth/${UUID}/setup.json`).then(async (r) => { setup.body = await r.text(); });
    fake.on(`GET /booth/${UUID}/setup.json`, () => (online ? setup : 'no-connection'));
    await start();
    expect(document.body.textContent).toContain(EN['error.Offline']);
    online = true;
    click(EN['try-again']);
    await eventually(() => heading() === EN['booth.choose']);
  });

  test('a_ballot_on_the_board_must_be_the_members_own', async () => {
    server({ ballots: [[unit.entries[1]?.credential ?? '', 'A'.repeat(43)], [unit.entries[0]?.credential ?? '', 'A'.repeat(43)]] });
    await start();
    expect(heading()).toBe(EN['booth.earlier']);
    expect(document.body.textContent).toContain('published board: 1');
    click(EN['booth.earlier.not-mine']);
    expect(heading()).toBe(EN['booth.stranger']);
  });
});

describe('the clock', () => {
  test('warns_from_five_minutes_before_the_close_by_the_servers_time', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'Date'] });
    try {
      server({ setup: { now: '2026-11-28T17:54:30Z' } });
      await start();
      expect(document.querySelector('.rv-closing')?.textContent).toBe('');
      await vi.advanceTimersByTimeAsync(60_000);
      expect(document.querySelector('.rv-closing')?.textContent).toContain('Voting closes in 4 min');
      await vi.advanceTimersByTimeAsync(5 * 60_000);
      expect(document.querySelector('.rv-closing')?.textContent).toBe(EN['booth.closed']);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('other languages', () => {
  test('come_from_the_server_and_the_question_never_does', async () => {
    server().json('GET /texts/es.json', { 'booth.choose': 'Elija', 'question': 'x' });
    await mountBooth(mount('booth', { uuid: UUID, vote: VOTE, texts: '/texts/es.json' }));
    expect(heading()).toBe('Elija');
    expect(document.querySelector('legend')?.textContent).toBe('Shall the agreement be ratified?');
  });
});
