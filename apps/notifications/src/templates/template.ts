import type { z } from 'zod';

import type { Language } from '@passerelle/kernel';

/** A piece of a message. Texts are plain: nothing in them is markup. */
export type Part =
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  /** What the reader has to copy: set apart and large. */
  | { readonly kind: 'code'; readonly label: string; readonly code: string }
  /** A remark the reader must not miss. */
  | { readonly kind: 'note'; readonly text: string }
  /** The address is shown in full: who reads on paper, or mistrusts links, types it. */
  | { readonly kind: 'link'; readonly label: string; readonly url: string };

/** What a message says in one language, before it takes the form of a channel. */
export interface Wording {
  /** Never holds what only the reader may see: subjects show on locked screens. */
  readonly subject: string;
  /** Between the greeting and the signature, which every channel adds in its own way. */
  readonly parts: readonly Part[];
  /** The whole message in one or two text messages, without greeting. */
  readonly sms: string;
}

/** Where a message sends its reader. */
export interface Pages {
  choosePassword(resetId: string): string;
}

/** A message that the system knows how to say. */
export interface Template {
  /** Synthetic values: the golden files are made of them. */
  readonly example: unknown;
  /** @throws ValuesDoNotFitError */
  word(values: unknown, language: Language, pages: Pages): Wording;
}

/** The values are not those that the template needs. Says nothing of them: they are personal. */
export class ValuesDoNotFitError extends Error {
  constructor() {
    super('the values do not fit the template');
    this.name = 'ValuesDoNotFitError';
  }
}

interface TemplateDefinition<S extends z.ZodType> {
  readonly values: S;
  readonly example: z.infer<S>;
  fr(values: z.infer<S>, pages: Pages): Wording;
  en(values: z.infer<S>, pages: Pages): Wording;
}

export function defineTemplate<S extends z.ZodType>(definition: TemplateDefinition<S>): Template {
  return {
    example: definition.example,
    word(values, language, pages) {
      const checked = definition.values.safeParse(values);
      if (!checked.success) throw new ValuesDoNotFitError();
      return definition[language](checked.data, pages);
    },
  };
}

export const paragraph = (text: string): Part => ({ kind: 'paragraph', text });
export const heading = (text: string): Part => ({ kind: 'heading', text });
export const list = (items: readonly string[]): Part => ({ kind: 'list', items });
export const code = (label: string, value: string): Part => ({ kind: 'code', label, code: value });
export const note = (text: string): Part => ({ kind: 'note', text });
export const link = (label: string, url: string): Part => ({ kind: 'link', label, url });
