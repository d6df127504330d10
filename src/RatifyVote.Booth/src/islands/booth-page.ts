// The booth's screens: load, choose, review, cast, receipt. Between the first choice and the cast nothing is sent.
// The choice lives in one variable of this object and in the radio buttons; both are gone before the ballot is sent.
import { makeBallot, type MadeBallot } from '../protocol/make-ballot.ts';
import { receiptJson, type Receipt } from '../protocol/receipt.ts';
import { cast, type CastOutcome, type CastRefusal } from './booth-cast.ts';
import { HandoutRefused, loadBooth, SealBroken, type Loaded } from './booth-load.ts';
import { words } from './clock.ts';
import { actions, button, downloadLink, el, grouped, notice, progressBar, showStep, statusLine } from './dom.ts';
import { errorNotice } from './http.ts';
import { loadTexts, type Say } from './texts.ts';

type Choice = 'yes' | 'no' | 'blank';
/** Slots of the sealed question: blank, Yes, No. */
const SLOTS: Record<Choice, readonly number[]> = { blank: [1, 0, 0], yes: [0, 1, 0], no: [0, 0, 1] };

const WARN_BEFORE_MS = 5 * 60_000;
const TICK_MS = 10_000;

export async function mountBooth(root: HTMLElement): Promise<void> {
  // A page brought back from the browser's back-forward cache would show what was chosen on it.
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) location.reload();
  });
  await new Booth(root, await loadTexts(root)).load();
}

class Booth {
  private loaded: Loaded | null = null;
  private choice: Choice | null = null;
  private ballot: MadeBallot | null = null;
  private timer: ReturnType<typeof setInterval> | undefined;
  /** Kept between screens, so that what it says is announced once. */
  private readonly closing = el('div', { class: 'rv-closing', role: 'status', 'aria-live': 'polite' });

  constructor(private readonly root: HTMLElement, private readonly say: Say) {}

  async load(): Promise<void> {
    const { say } = this;
    const bar = progressBar(say('booth.loading'), 3);
    showStep(this.root, say('booth.loading'), bar.node);
    try {
      this.loaded = await loadBooth(this.root, (step, key) => bar.set(step, say(key)));
    } catch (error) {
      this.showCannot(error);
      return;
    }
    this.watchClock();
    if (this.loaded.onBoard.length > 0) this.showEarlier(this.loaded);
    else this.showChoice();
  }

  private showCannot(error: unknown): void {
    const { say } = this;
    if (error instanceof SealBroken) {
      showStep(this.root, say('booth.wrong'), notice('bad', say('booth.wrong.lead'), say(error.key), el('code', {}, error.message)));
    } else if (error instanceof HandoutRefused) {
      showStep(this.root, say('booth.cannot'), notice('info', say(`booth.refused.${error.why}`)), this.help(error.help), this.done());
    } else {
      showStep(this.root, say('booth.cannot'), errorNotice(this.root, say, error, () => void this.load()));
    }
  }

  /** A ballot is on the board already: the member's own, or not. */
  private showEarlier(loaded: Loaded): void {
    const { say } = this;
    const last = loaded.terms.revotes === 'last';
    showStep(this.root, say('booth.earlier'),
      el('p', { class: 'rv-lead' }, say('booth.earlier.lead', { count: loaded.onBoard.length })),
      el('ul', { class: 'rv-list' }, ...loaded.onBoard.map((tracker) => el('li', {}, grouped(tracker, 'rv-tracker')))),
      el('p', {}, say(last ? 'booth.earlier.last' : 'booth.earlier.first')),
      actions(
        last ? button(say('booth.earlier.mine-last'), 'primary', () => this.showChoice()) : this.doneLink(),
        button(say('booth.earlier.not-mine'), 'secondary', () => {
          showStep(this.root, say('booth.stranger'), notice('bad', say('booth.stranger.lead')), this.help(loaded.help), this.done());
        })));
  }

  private showChoice(): void {
    const { say } = this;
    const loaded = this.loaded as Loaded;
    const options: [Choice, string, string][] = [
      ['yes', loaded.contest.yes, say('booth.means', { words: loaded.contest.meansYes })],
      ['no', loaded.contest.no, say('booth.means', { words: loaded.contest.meansNo })],
      ...(loaded.offerBlank ? [['blank', say('booth.blank'), say('booth.blank.means')] satisfies [Choice, string, string]] : []),
    ];
    const complaint = el('div', { role: 'alert' });
    const cards = options.map(([value, name, means]) => {
      const radio = el('input', { type: 'radio', name: 'choice', value, autocomplete: 'off' });
      radio.checked = this.choice === value;
      radio.addEventListener('change', () => {
        this.choice = value;
        complaint.replaceChildren();
      });
      return el('label', { class: 'rv-choice' }, radio, el('span', { class: 'rv-choice-name' }, name), ' ', el('span', { class: 'rv-choice-means' }, means));
    });
    const form = el('form', {
      autocomplete: 'off',
      submit: (event) => {
        event.preventDefault();
        if (this.choice === null) {
          complaint.replaceChildren(notice('warn', say('booth.choose.none')));
          form.querySelector('input')?.focus();
        } else {
          this.showReview();
        }
      },
    },
    el('fieldset', { class: 'rv-choices' }, el('legend', {}, loaded.contest.question), ...cards),
    complaint,
    actions(el('button', { type: 'submit', class: 'primary' }, say('booth.continue'))));
    showStep(this.root, say('booth.choose'), this.banner(loaded, 1), form,
      el('p', { class: 'hint' }, say('booth.on-board', { count: loaded.onBoard.length })));
  }

  private showReview(): void {
    const { say } = this;
    const loaded = this.loaded as Loaded;
    const [name, means] = {
      yes: [loaded.contest.yes, say('booth.means', { words: loaded.contest.meansYes })],
      no: [loaded.contest.no, say('booth.means', { words: loaded.contest.meansNo })],
      blank: [say('booth.blank'), say('booth.blank.means')],
    }[this.choice as Choice] as [string, string];
    showStep(this.root, say('booth.review'), this.banner(loaded, 2),
      el('p', { class: 'rv-lead' }, loaded.contest.question),
      el('p', {}, say('booth.review.lead')),
      el('p', { class: 'rv-chosen' }, el('strong', { class: 'rv-choice-name' }, name), ' ', el('span', { class: 'rv-choice-means' }, means)),
      el('p', { class: 'hint' }, say('booth.review.sent')),
      actions(
        button(say('booth.cast'), 'primary', () => void this.encryptAndCast()),
        button(say('booth.change'), 'secondary', () => this.showChoice())));
  }

  private async encryptAndCast(): Promise<void> {
    const { say } = this;
    const { election, handout } = this.loaded as Loaded;
    const choice = this.choice;
    if (choice === null) return;
    const bar = progressBar(say('booth.sending'), 2);
    showStep(this.root, say('booth.sending'), bar.node);
    bar.set(0, say('booth.sending.encrypting'));
    await new Promise((resolve) => setTimeout(resolve));
    this.ballot = makeBallot(election, handout.s, [SLOTS[choice]]);
    this.forget();
    bar.set(1, say('booth.sending.sending'));
    await this.send(this.ballot);
  }

  /** From here on this page knows neither the choice nor the credential; only the encrypted ballot is left. */
  private forget(): void {
    this.choice = null;
    const loaded = this.loaded as Loaded;
    this.loaded = { ...loaded, handout: { ...loaded.handout, s: 0n } };
    history.replaceState(null, '', location.pathname);
  }

  private async send(ballot: MadeBallot): Promise<void> {
    const { election, terms } = this.loaded as Loaded;
    this.show(await cast(election.uuid, election.fingerprint, terms.serviceKey, ballot), ballot);
  }

  private show(outcome: CastOutcome, ballot: MadeBallot): void {
    const { say } = this;
    const again = () => {
      showStep(this.root, say('booth.sending'), el('p', { class: 'rv-status', role: 'status' }, say('booth.sending.sending')));
      void this.send(ballot);
    };
    const help = this.help((this.loaded as Loaded).help);
    switch (outcome.kind) {
      case 'received':
        this.showReceipt(outcome.receipt, ballot);
        return;
      case 'refused':
        this.showRefusal(outcome.why, again, help);
        return;
      case 'unanswered':
        showStep(this.root, say('booth.unanswered'), notice('warn', say('booth.unanswered.lead')), this.trackerBox(ballot.tracker), actions(button(say('try-again'), 'primary', again)), help);
        return;
      case 'unproven':
        showStep(this.root, say('booth.unproven'), notice('bad', say('booth.unproven.lead')), this.trackerBox(ballot.tracker), actions(button(say('try-again'), 'primary', again)), help);
        return;
    }
  }

  private showRefusal(why: CastRefusal, again: () => void, help: HTMLElement | null): void {
    const { say } = this;
    const retry = why === 'TryAgainLater' ? button(say('try-again'), 'primary', again) : null;
    if (why !== 'TryAgainLater') this.stopClock();
    showStep(this.root, say('booth.refused'), notice('bad', say(`cast.${why}`), why === 'TryAgainLater' ? null : say('booth.refused.lead')), actions(retry, retry === null ? this.doneLink() : null), help);
  }

  private showReceipt(receipt: Receipt, ballot: MadeBallot): void {
    const { say } = this;
    this.stopClock();
    const file = JSON.stringify({ v: 1, receipt: receiptJson(receipt), ballot: ballot.text });
    const name = `ratifyvote-receipt-${receipt.tracker.slice(0, 8).replace(/[+/]/g, '-')}.json`;
    const said = statusLine();
    this.loaded = null;
    this.ballot = null;
    showStep(this.root, say('booth.received'),
      notice('good', say('booth.received.lead')),
      this.trackerBox(receipt.tracker),
      el('p', {}, say('booth.tracker.use')),
      actions(
        downloadLink(say('booth.download'), name, file),
        button(say('booth.copy'), 'secondary', () => {
          void navigator.clipboard.writeText(receipt.tracker).then(() => {
            said.textContent = say('booth.copied');
          });
        }),
        button(say('booth.print'), 'secondary', () => window.print()),
        this.doneLink()),
      said);
  }

  private trackerBox(tracker: string): HTMLElement {
    return el('div', {}, el('h3', {}, this.say('booth.tracker')), grouped(tracker, 'rv-tracker'));
  }

  private banner(loaded: Loaded, step: number): HTMLElement {
    const { say } = this;
    return el('div', { class: 'rv-banner' },
      el('p', { class: 'rv-step-number' }, say('booth.step', { step })),
      el('p', {}, loaded.unitName),
      loaded.practice ? notice('info', say('booth.practice')) : null,
      el('p', { class: 'hint' }, say('booth.closes', { time: words(loaded.closesAt) })),
      this.closing);
  }

  private watchClock(): void {
    this.timer ??= setInterval(() => this.tick(), TICK_MS);
    this.tick();
  }

  private tick(): void {
    const { say, loaded } = this;
    if (loaded === null) return;
    const left = loaded.closesAt - loaded.clock.now();
    if (left > WARN_BEFORE_MS) return;
    const minutes = Math.floor(left / 60_000);
    const time = words(loaded.closesAt);
    const text = left <= 0 ? say('booth.closed') : minutes < 1 ? say('booth.closing-now', { time }) : say('booth.closing-soon', { minutes, time });
    if (this.closing.textContent !== text) this.closing.replaceChildren(notice('warn', text));
  }

  private stopClock(): void {
    clearInterval(this.timer);
  }

  private help(words: string | null): HTMLElement | null {
    return words === null ? null : el('p', { class: 'hint' }, this.say('help', { help: words }));
  }

  private done(): HTMLElement {
    return actions(this.doneLink());
  }

  private doneLink(): HTMLElement {
    return el('a', { href: this.root.dataset['home'] ?? '/', class: 'button primary' }, this.say('booth.done'));
  }
}
