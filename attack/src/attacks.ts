import type { Attack } from './attack.js';
import { ACCESS } from './families/access.js';
import { COSTLY_BODIES } from './families/costly-bodies.js';
import { FIGURES } from './families/figures.js';
import { FOREIGN_IDS } from './families/foreign-ids.js';
import { HEADERS } from './families/headers.js';
import { IDEMPOTENCY } from './families/idempotency.js';
import { PRIVILEGES } from './families/privileges.js';
import { RAW_HTTP } from './families/raw-http.js';
import { SESSIONS } from './families/sessions.js';
import { SIGN_IN } from './families/sign-in.js';
import { TEXTS } from './families/texts.js';
import { TOKENS } from './families/tokens.js';
import { UPLOADS } from './families/uploads.js';

/** In the order of the run: those that leave something behind come last. */
export const ATTACKS: readonly Attack[] = [
  ...ACCESS,
  ...TOKENS,
  ...SESSIONS,
  ...HEADERS,
  ...RAW_HTTP,
  ...COSTLY_BODIES,
  ...FIGURES,
  ...TEXTS,
  ...IDEMPOTENCY,
  ...PRIVILEGES,
  ...FOREIGN_IDS,
  ...UPLOADS,
  ...SIGN_IN,
];
