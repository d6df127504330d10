// A certifier's signature: a passkey assertion whose challenge is SHA-256(result.json), which this page computes itself.
// Ref: SPEC.md, "certificates.json"; README, "certify.js".
import { base64Url, fromHex, sha256Hex } from '../protocol/bytes.ts';
import { FormatError } from '../protocol/bytes.ts';
import { arrayOf, countOf, looseObject, parseJson, stringOf } from '../protocol/json.ts';
import { actions, el, field, grouped, notice, showStep } from './dom.ts';
import { ask, bodyOf, errorNotice, postJson, requiredData, RequestError } from './http.ts';
import { loadTexts, type Say } from './texts.ts';
import { getAssertion, passkeysSupported, type RequestOptionsJson } from './webauthn.ts';

export async function mountCertify(root: HTMLElement): Promise<void> {
  const say = await loadTexts(root);
  try {
    const answer = await ask(requiredData(root, 'result'), { credentials: 'same-origin' });
    if (!answer.ok) throw new RequestError(answer.status === 401 ? 'SignInAgain' : answer.status === 403 ? 'NotAllowed' : 'NotFound');
    showResult(root, say, await bodyOf(answer));
  } catch (error) {
    showStep(root, say('certify.title'), errorNotice(root, say, error, () => void mountCertify(root)));
  }
}

function showResult(root: HTMLElement, say: Say, resultText: string): void {
  const hash = sha256Hex(resultText);
  const said = el('div', { role: 'status', 'aria-live': 'polite' });
  const choice = (value: 'certify' | 'dissent') => {
    const radio = el('input', { type: 'radio', name: 'statement', value, required: true });
    return el('label', { class: 'rv-choice' }, radio, el('span', { class: 'rv-choice-name' }, say(`certify.${value}`)));
  };
  const words = field(say('certify.words'), { type: 'text', autocomplete: 'off', maxlength: '1000' });
  const form = el('form', {
    autocomplete: 'off',
    submit: (event) => {
      event.preventDefault();
      const statement = form.querySelector<HTMLInputElement>('input[name="statement"]:checked')?.value;
      if (statement !== undefined) void sign(statement);
    },
  },
  el('fieldset', { class: 'rv-choices' }, el('legend', {}, say('certify.statement')), choice('certify'), choice('dissent')),
  words.node, said,
  actions(el('button', { type: 'submit', class: 'primary' }, say('certify.sign'))));

  const sign = async (statement: string): Promise<void> => {
    const reasons = words.input.value.trim();
    if (statement === 'dissent' && reasons === '') return said.replaceChildren(notice('warn', say('certify.words-needed')));
    if (!passkeysSupported()) return said.replaceChildren(notice('bad', say('passkey.unsupported')));
    said.replaceChildren(notice('info', say('passkey.waiting')));
    try {
      const csrf = requiredData(root, 'csrf');
      const options = await postJson(requiredData(root, 'options'), csrf, { result: hash }) as unknown as RequestOptionsJson;
      if (options.challenge.replace(/=+$/, '') !== base64Url(fromHex(hash))) return said.replaceChildren(notice('bad', say('certify.other-challenge')));
      const credential = await getAssertion({ ...options, userVerification: 'required' });
      await postJson(requiredData(root, 'sign'), csrf, { result: hash, statement, ...(reasons === '' ? {} : { words: reasons }), credential });
      showStep(root, say('certify.title'), notice('good', say('certify.signed')), hashFacts(say, hash));
    } catch (error) {
      if (error instanceof DOMException) said.replaceChildren(notice('bad', say('passkey.cancelled')));
      else said.replaceChildren(errorNotice(root, say, error, null));
    }
  };
  showStep(root, say('certify.title'), figures(say, resultText), hashFacts(say, hash), form);
}

const hashFacts = (say: Say, hash: string): HTMLElement =>
  el('dl', { class: 'rv-facts' }, el('dt', {}, say('certify.hash')), el('dd', {}, grouped(hash, 'rv-hash')));

/** The figures as result.json has them, so that what is signed is what is read. */
function figures(say: Say, resultText: string): HTMLElement {
  try {
    const result = looseObject(parseJson(resultText));
    const rows = arrayOf(result['units']).map((value) => {
      const unit = looseObject(value);
      const sheet = looseObject(unit['sheet']);
      const cell = (key: string) => el('td', {}, sheet[key] === undefined ? '–' : countOf(sheet[key]).toLocaleString(document.documentElement.lang || undefined));
      return el('tr', {}, el('th', { scope: 'row' }, stringOf(unit['unit'])), cell('counted'), cell('yes'), cell('no'), cell('blank'));
    });
    const outcomes = arrayOf(result['outcomes']).map((value) => {
      const outcome = looseObject(value);
      return el('div', {},
        el('p', { class: 'rv-lead' }, say('certify.outcome', { contest: stringOf(outcome['contest']), verdict: stringOf(outcome['verdict']) })),
        el('ul', { class: 'rv-list' }, ...arrayOf(outcome['reasons']).map((r) => el('li', {}, stringOf(r)))));
    });
    const head = (['certify.unit', 'certify.counted', 'certify.yes', 'certify.no', 'certify.blank'] as const).map((k) => el('th', { scope: 'col' }, say(k)));
    return el('div', {}, ...outcomes, el('div', { class: 'table-scroll' }, el('table', {}, el('thead', {}, el('tr', {}, ...head)), el('tbody', {}, ...rows))));
  } catch (error) {
    if (error instanceof FormatError) return notice('bad', error.message);
    throw error;
  }
}
