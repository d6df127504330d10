import { start } from './guard.ts';
import { mountCeremony } from './ceremony-page.ts';

start('trustee-ceremony', mountCeremony);
