import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import {
  CONTACT_MESSAGE_TEMPLATES,
  IDENTITY_MESSAGE_TEMPLATES,
  MEDIATION_MESSAGE_TEMPLATES,
  RENT_MESSAGE_TEMPLATES,
} from '@passerelle/contracts';
import type { Language } from '@passerelle/kernel';
import { textFaults } from '@passerelle/testing';

import { mailHtml } from '../rendering/mail-html.js';
import { mailText } from '../rendering/mail-text.js';
import { smsText } from '../rendering/sms-text.js';
import { TEMPLATE_NAMES, TEMPLATES } from './registry.js';
import { ValuesDoNotFitError } from './template.js';

const GOLDEN = path.join(__dirname, '../../test/golden');
const LANGUAGES = ['fr', 'en'] as const;
const PAGES = {
  choosePassword: (resetId: string) => `https://passerelle.example/mot-de-passe/${resetId}`,
};
const ALL = TEMPLATE_NAMES.flatMap((name) =>
  LANGUAGES.map((language) => [name, language] as const),
);

const correspondence = (language: Language) => ({
  language,
  sender: 'Caf de Loire-Atlantique',
  recipientName: 'Camille <Martin> & fils',
});

const word = (name: (typeof TEMPLATE_NAMES)[number], language: Language) =>
  TEMPLATES[name].word(TEMPLATES[name].example, language, PAGES);

/** A golden file that is missing is written, for review, and the test fails: delete one to renew it. */
function expectGolden(forms: Readonly<Record<string, string>>): void {
  mkdirSync(GOLDEN, { recursive: true });
  const missing = Object.keys(forms).filter((file) => !existsSync(path.join(GOLDEN, file)));
  for (const file of missing) writeFileSync(path.join(GOLDEN, file), forms[file]!);
  for (const [file, actual] of Object.entries(forms)) {
    expect(actual).toBe(readFileSync(path.join(GOLDEN, file), 'utf8'));
  }
  expect(missing).toEqual([]);
}

describe('the templates', () => {
  it('cover every message that the contracts ask for', () => {
    expect(TEMPLATE_NAMES).toEqual(expect.arrayContaining(IDENTITY_MESSAGE_TEMPLATES));
    expect(TEMPLATE_NAMES).toEqual(expect.arrayContaining(CONTACT_MESSAGE_TEMPLATES));
    expect(TEMPLATE_NAMES).toEqual(expect.arrayContaining(RENT_MESSAGE_TEMPLATES));
    expect(TEMPLATE_NAMES).toEqual(expect.arrayContaining(MEDIATION_MESSAGE_TEMPLATES));
    expect(TEMPLATE_NAMES).toEqual(expect.arrayContaining(['scale_published', 'generic']));
  });

  it('have golden files, and no golden file is left over', () => {
    const expected = ALL.flatMap(([name, language]) =>
      ['txt', 'html', 'sms'].map((form) => `${name}.${language}.${form}`),
    );
    expect(readdirSync(GOLDEN).sort()).toEqual(expected.sort());
  });

  // The author of these values writes them in the language of the message; the examples are in French.
  const ownWords = ALL.filter(
    ([name, language]) => language === 'fr' || !['generic', 'referral_acknowledged'].includes(name),
  );

  it.each(ownWords)('%s (%s) reads as prose', (name, language) => {
    const wording = word(name, language);
    const texts = [wording.subject, mailText(wording, correspondence(language)), smsText(wording)];
    expect(texts.flatMap((text) => textFaults(text, language))).toEqual([]);
  });

  it.each(ALL)('%s (%s) reads as reviewed', (name, language) => {
    const wording = word(name, language);
    const text = `${wording.subject}\n\n${mailText(wording, correspondence(language))}`;
    expectGolden({
      [`${name}.${language}.txt`]: text,
      [`${name}.${language}.html`]: mailHtml(wording, correspondence(language)),
      [`${name}.${language}.sms`]: `${smsText(wording)}\n`,
    });
  });

  it.each(ALL)(
    '%s (%s) asks for nothing from outside and escapes what it is given',
    (name, lang) => {
      const html = mailHtml(word(name, lang), correspondence(lang));
      expect(html).not.toMatch(/<(img|script|link|iframe|object|form)\b|url\(|@import|\bsrc=/i);
      expect(html).toContain('Camille &lt;Martin&gt; &amp; fils');
      expect(html).not.toContain('<Martin>');
    },
  );

  it.each(ALL)('%s (%s) keeps codes out of its subject', (name, language) => {
    expect(word(name, language).subject).not.toMatch(/\d{6}(?!-)\b(?<!2024-000001)/);
  });

  it.each(TEMPLATE_NAMES)(
    '%s refuses values that are missing, additional or of another kind',
    (name) => {
      const example = TEMPLATES[name].example as Record<string, unknown>;
      for (const member of Object.keys(example)) {
        for (const values of [
          { ...example, [member]: undefined },
          { ...example, [member]: {} },
        ]) {
          expect(() => TEMPLATES[name].word(values, 'fr', PAGES)).toThrow(ValuesDoNotFitError);
        }
      }
      expect(() => TEMPLATES[name].word({ ...example, more: 'x' }, 'fr', PAGES)).toThrow(
        ValuesDoNotFitError,
      );
      expect(() => TEMPLATES[name].word(null, 'fr', PAGES)).toThrow(ValuesDoNotFitError);
    },
  );

  it('say in the error nothing of the values', () => {
    try {
      TEMPLATES.password_reset_code.word({ code: 'Quiquampoix' }, 'fr', PAGES);
      throw new Error('accepted');
    } catch (error) {
      expect(`${String(error)} ${JSON.stringify(error)}`).not.toContain('Quiquampoix');
    }
  });

  /** GSM 03.38, with the characters that count twice. */
  const GSM =
    /^[@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,\-./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà^{}\\[~\]|€]*$/;

  /** What an operator counts: a message of 160 characters, or several of 153; those of the extension count twice. */
  const segmentsOf = (text: string): number => {
    const isGsm = GSM.test(text);
    const length = isGsm ? text.replace(/[\^{}\\[~\]|€]/g, 'xx').length : text.length;
    const [alone, joined] = isGsm ? [160, 153] : [70, 67];
    return length <= alone ? 1 : Math.ceil(length / joined);
  };

  it.each(ALL.filter(([name]) => name !== 'generic'))(
    '%s (%s) fits two text messages in the telephones’ own alphabet',
    (name, language) => {
      const text = smsText(word(name, language));
      expect(text).toMatch(GSM);
      expect(segmentsOf(text)).toBeLessThanOrEqual(2);
    },
  );

  const ACCENTED = 'Hôpital Intercommunal de Châteaubriant';

  /** The example of a template with a long accented name wherever its rules let a text be one. */
  const accented = (name: (typeof TEMPLATE_NAMES)[number]): object => {
    let values = TEMPLATES[name].example as Record<string, unknown>;
    for (const [member, value] of Object.entries(values)) {
      if (typeof value !== 'string') continue;
      const changed = { ...values, [member]: ACCENTED };
      try {
        TEMPLATES[name].word(changed, 'fr', PAGES);
        values = changed;
      } catch (error) {
        if (!(error instanceof ValuesDoNotFitError)) throw error;
      }
    }
    return values;
  };

  it.each(ALL)('%s (%s) costs no more for the accents of its values', (name, language) => {
    const text = smsText(TEMPLATES[name].word(accented(name), language, PAGES));
    expect(text).toMatch(GSM);
    expect(segmentsOf(text)).toBeLessThanOrEqual(2);
  });

  it.each([
    ['agent_access_opened', 2],
    ['agent_recertification_due', 1],
  ] as const)('%s takes %i messages for an organisation with accents', (name, messages) => {
    const text = smsText(TEMPLATES[name].word(accented(name), 'fr', PAGES));
    expect(text).toContain('Hopital Intercommunal de Chateaubriant');
    expect(segmentsOf(text)).toBe(messages);
  });
});
