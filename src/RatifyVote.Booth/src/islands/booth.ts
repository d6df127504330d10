import { start } from './guard.ts';
import { mountBooth } from './booth-page.ts';

start('booth', mountBooth);
