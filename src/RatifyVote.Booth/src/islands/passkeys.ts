import { mountPasskeys } from './passkeys-page.ts';

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-passkey]')) void mountPasskeys(form);
