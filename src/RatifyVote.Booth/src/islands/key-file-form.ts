// Choosing a key file and typing its passphrase: in both trustee pages.
import { FormatError } from '../protocol/bytes.ts';
import { openKeyFile, WrongPassphraseError, type KeyFileContent, type KeyFileHeader } from '../protocol/keyfile.ts';
import { actions, el, field, notice } from './dom.ts';
import type { Say } from './texts.ts';

/** Calls `opened` with the content of a file of this vote and trustee. What `opened` answers is shown as a complaint; null when all is well. */
export function keyFileForm(say: Say, header: KeyFileHeader, words: string, opened: (content: KeyFileContent, fileText: string) => Promise<string | null>): HTMLElement {
  const file = field(say('trustee.file'), { type: 'file', accept: 'application/json,.json', required: true });
  const passphrase = field(say('trustee.passphrase'), { type: 'password', autocomplete: 'off', required: true });
  const submit = el('button', { type: 'submit', class: 'primary' }, words);
  const said = el('div', { role: 'status', 'aria-live': 'polite' });
  const open = async () => {
    const chosen = file.input.files?.[0];
    if (chosen === undefined) return;
    submit.disabled = true;
    said.replaceChildren(notice('info', say('trustee.working')));
    const complaint = await read(chosen);
    submit.disabled = false;
    said.replaceChildren(...(complaint === null ? [] : [notice('bad', complaint)]));
  };
  const read = async (chosen: Blob): Promise<string | null> => {
    try {
      const text = await chosen.text();
      const content = await openKeyFile(text.trim(), header, passphrase.input.value);
      passphrase.input.value = '';
      return await opened(content, text.trim());
    } catch (error) {
      if (error instanceof WrongPassphraseError) return say('trustee.wrong-passphrase');
      if (error instanceof FormatError) return say('trustee.wrong-file');
      throw error;
    }
  };
  return el('form', {
    autocomplete: 'off',
    submit: (event) => {
      event.preventDefault();
      void open();
    },
  }, file.node, passphrase.node, actions(submit), said);
}
