// Building pages out of nodes: text from outside is only ever text.

type Child = Node | string | null;
type Attributes = Readonly<Record<string, string | boolean | ((event: Event) => void)>>;

/** An element. Functions become listeners of the event they are named by, `true` an empty attribute, `false` none. */
export function el<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Attributes = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== false) element.setAttribute(name, value);
  }
  element.append(...children.filter((c): c is Node | string => c !== null));
  return element;
}

/** Replaces what the root shows by one step; its heading takes the focus, so that a screen reader starts there. */
export function showStep(root: HTMLElement, heading: string, ...children: Child[]): HTMLElement {
  const title = el('h2', { tabindex: '-1' }, heading);
  const step = el('section', { class: 'rv-step' }, title, ...children);
  root.replaceChildren(step);
  title.focus();
  return step;
}

export type NoticeKind = 'info' | 'warn' | 'bad' | 'good';

export function notice(kind: NoticeKind, ...children: Child[]): HTMLElement {
  return el('div', { class: `rv-notice ${kind}`, ...(kind === 'bad' ? { role: 'alert' } : {}) }, ...children.map((c) => (typeof c === 'string' ? el('p', {}, c) : c)));
}

/** Says what changes, politely. */
export function statusLine(): HTMLElement {
  return el('p', { class: 'rv-status', role: 'status', 'aria-live': 'polite' });
}

export function button(words: string, kind: 'primary' | 'secondary', onClick: () => void): HTMLButtonElement {
  return el('button', { type: 'button', class: kind, click: onClick }, words);
}

export function actions(...buttons: (HTMLElement | null)[]): HTMLElement {
  return el('div', { class: 'rv-actions' }, ...buttons);
}

export function progressBar(label: string, max: number): { readonly node: HTMLElement; set(value: number, words: string): void } {
  const bar = el('progress', { max: String(max), value: '0', 'aria-label': label });
  const words = statusLine();
  return {
    node: el('div', { class: 'rv-progress' }, words, bar),
    set(value, text) {
      bar.setAttribute('value', String(value));
      words.textContent = text;
    },
  };
}

/** A labelled input; `hint` is tied to it. */
export function field(label: string, attributes: Attributes, hint?: string): { readonly node: HTMLElement; readonly input: HTMLInputElement } {
  const id = `rv-${++fields}`;
  const input = el('input', { id, ...(hint === undefined ? {} : { 'aria-describedby': `${id}-hint` }), ...attributes });
  const node = el('div', { class: 'rv-field' }, el('label', { for: id }, label), input, hint === undefined ? null : el('p', { id: `${id}-hint`, class: 'hint' }, hint));
  return { node, input };
}
let fields = 0;

/** Groups of four, for eyes and ears; copied as one text. */
export function grouped(text: string, className: string): HTMLElement {
  return el('code', { class: className }, ...(text.match(/.{1,4}/g) ?? []).map((g) => el('span', {}, g)));
}

/** A link that saves `text` as a file. */
export function downloadLink(words: string, name: string, text: string): HTMLAnchorElement {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  return el('a', { href: url, download: name, class: 'button secondary' }, words);
}
