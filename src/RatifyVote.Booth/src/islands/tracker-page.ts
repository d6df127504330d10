// Checking a tracker, on any device, without a cookie. Ref: README, "tracker.js".
import { FormatError, utf8 } from '../protocol/bytes.ts';
import { digestOf, looseObject, parseJson, stringOf } from '../protocol/json.ts';
import { receiptOf, verifyReceipt } from '../protocol/receipt.ts';
import { padded } from './booth-cast.ts';
import { actions, el, field, notice } from './dom.ts';
import { ask, bodyOf, errorNotice, requiredData, RequestError } from './http.ts';
import { loadTexts, type Say } from './texts.ts';

const LOOKUP_BYTES = 512;
const STATES = ['unknown', 'received', 'on-board', 'superseded', 'set-aside'] as const;
type TrackerState = (typeof STATES)[number];

export async function mountTracker(root: HTMLElement): Promise<void> {
  const say = await loadTexts(root);
  const uuid = requiredData(root, 'uuid');
  const answer = el('div', { role: 'status', 'aria-live': 'polite' });
  const tracker = field(say('tracker.label'), { type: 'text', autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false', inputmode: 'text', required: true }, say('tracker.hint'));
  const file = field(say('tracker.file'), { type: 'file', accept: 'application/json,.json' });
  file.input.addEventListener('change', () => {
    const chosen = file.input.files?.[0];
    if (chosen !== undefined) void readReceipt(chosen, uuid, root.dataset['serviceKey'] ?? null, say).then((found) => {
      if (typeof found === 'string') tracker.input.value = found;
      else answer.replaceChildren(found);
    });
  });
  const check = async () => {
    const text = clean(tracker.input.value);
    if (text === null) {
      answer.replaceChildren(notice('warn', say('tracker.malformed')));
      tracker.input.focus();
      return;
    }
    answer.replaceChildren(notice('info', say('loading')));
    try {
      const state = await lookUp(uuid, text);
      answer.replaceChildren(notice(state === 'unknown' ? 'warn' : 'good', say(`tracker.${state}`)));
    } catch (error) {
      answer.replaceChildren(errorNotice(root, say, error, () => void check()));
    }
  };
  root.replaceChildren(el('form', {
    autocomplete: 'off',
    submit: (event) => {
      event.preventDefault();
      void check();
    },
  }, tracker.node, file.node, actions(el('button', { type: 'submit', class: 'primary' }, say('tracker.check'))), answer));
}

/** The tracker without the blanks and dashes that come with reading aloud; null if it cannot be one. */
export function clean(typed: string): string | null {
  const text = typed.replace(/[\s\u2010-\u2015-]/g, '').replace(/=$/, '');
  try {
    return digestOf(text);
  } catch (error) {
    if (error instanceof FormatError) return null;
    throw error;
  }
}

async function lookUp(uuid: string, tracker: string): Promise<TrackerState> {
  const answer = await ask(`/board/${uuid}/tracker`, { method: 'POST', credentials: 'omit', headers: { 'Content-Type': 'application/json' }, body: padded({ tracker }, LOOKUP_BYTES) });
  const text = await bodyOf(answer);
  if (answer.status === 503 || answer.status === 429) throw new RequestError('TryAgainLater');
  if (!answer.ok || utf8(text).length !== LOOKUP_BYTES) throw new RequestError('BadAnswer');
  const code = stringOf(looseObject(parseJson(text))['state']);
  const state = STATES.find((s) => s === code);
  if (state === undefined) throw new RequestError('BadAnswer');
  return state;
}

/** The tracker of a receipt file whose signature verifies (where the page names the key), or what is wrong with it. */
async function readReceipt(file: Blob, uuid: string, serviceKey: string | null, say: Say): Promise<string | HTMLElement> {
  try {
    const receipt = receiptOf(looseObject(parseJson(await file.text()))['receipt']);
    if (receipt.uuid !== uuid) return notice('warn', say('tracker.file-wrong'));
    if (serviceKey !== null && !(await verifyReceipt(serviceKey, receipt))) return notice('bad', say('tracker.file-forged'));
    return receipt.tracker;
  } catch (error) {
    if (error instanceof FormatError) return notice('warn', say('tracker.file-wrong'));
    throw error;
  }
}
