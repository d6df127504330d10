// Starting an island so that whatever goes wrong is said on the page, instead of a screen that never changes.
import { actions, button, el, notice, showStep } from './dom.ts';
import { loadTexts } from './texts.ts';

export function start(id: string, mount: (root: HTMLElement) => Promise<void>): void {
  const root = document.getElementById(id);
  if (root === null) return;
  const crashed = (error: unknown) => void sayCrashed(root, error);
  // Errors of browser extensions and of the browser itself are not ours, and must not take a receipt off the screen.
  window.addEventListener('error', (event) => {
    if (event.filename.startsWith(`${location.origin}/booth/`)) crashed(event.error);
  });
  window.addEventListener('unhandledrejection', (event) => crashed(event.reason));
  if (window.isSecureContext) mount(root).catch(crashed);
  else void loadTexts(root).then((say) => showStep(root, say('crashed'), notice('bad', say('insecure'))));
}

/** Names the error, never its content: a message may quote what was being worked on. */
async function sayCrashed(root: HTMLElement, error: unknown): Promise<void> {
  const say = await loadTexts(root);
  showStep(root, say('crashed'), notice('bad', say('crashed.lead'), el('code', {}, error instanceof Error ? error.name : 'Error')), actions(button(say('reload'), 'primary', () => location.reload())));
}
