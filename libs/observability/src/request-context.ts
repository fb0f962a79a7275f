import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';

import { type Language, newId } from '@passerelle/kernel';

/** Data of the current request or job, available anywhere in the code. It contains no personal data. */
export interface RequestContext {
  readonly requestId: string;
  /** W3C trace context. It is passed from the request to its events, and from the events to their effects. */
  readonly traceparent: string;
  readonly language: Language;
}

const storage = new AsyncLocalStorage<RequestContext>();

const TRACEPARENT = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

export function runInContext<T>(context: RequestContext, work: () => T): T {
  return storage.run(context, work);
}

export function currentContext(): RequestContext | undefined {
  return storage.getStore();
}

/** Continues the trace of the caller if its header is well-formed; otherwise starts a new trace. */
export function continueTrace(traceparent: unknown): string {
  const span = randomBytes(8).toString('hex');
  if (typeof traceparent === 'string' && TRACEPARENT.test(traceparent)) {
    return `${traceparent.slice(0, 36)}${span}-${traceparent.slice(53)}`;
  }
  return `00-${randomBytes(16).toString('hex')}-${span}-01`;
}

export function newContext(language: Language, traceparent?: unknown): RequestContext {
  return { requestId: newId(), traceparent: continueTrace(traceparent), language };
}

/** French, unless the caller prefers English (`Accept-Language`, RFC 9110 § 12.5.4). */
export function preferredLanguage(header: string | undefined): Language {
  if (header === undefined) return 'fr';
  const weights = { fr: 0, en: 0 };
  for (const part of header.split(',')) {
    const [range = '', ...parameters] = part.trim().toLowerCase().split(';');
    const quality = parameters
      .map((p) => /^\s*q=([01](?:\.\d{0,3})?)\s*$/.exec(p)?.[1])
      .find(Boolean);
    const weight = quality === undefined ? 1 : Number(quality);
    const language = range.split('-')[0];
    if (language === 'fr' || language === 'en')
      weights[language] = Math.max(weights[language], weight);
  }
  return weights.en > weights.fr ? 'en' : 'fr';
}
