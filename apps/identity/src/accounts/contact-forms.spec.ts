import { EMAIL_FORM, PHONE_FORM } from './contact-forms.js';

describe('an e-mail address', () => {
  it.each([
    'camille.durand@example.org',
    'a@b.fr',
    'camille+caf@mail.example.org',
    'o’connor@example.org',
    'c@a.b.co',
  ])('accepts %s', (text) => {
    expect(EMAIL_FORM.test(text)).toBe(true);
  });

  it.each([
    '',
    'camille',
    'camille@example',
    '@example.org',
    'camille@.o',
    'camille@example.o',
    'camille@example.o.',
    'camille durand@example.org',
    'camille@exam ple.org',
    'a@b@example.org',
    'camille@example.org ',
    ' camille@example.org',
    '<camille@example.org>',
    'camille@example.org, x@example.org',
    'camille@example.or,g',
  ])('refuses "%s"', (text) => {
    expect(EMAIL_FORM.test(text)).toBe(false);
  });
});

describe('a telephone number', () => {
  it.each(['+33612345678', '+4912345678', '+12345678', '+123456789012345'])(
    'accepts %s',
    (text) => {
      expect(PHONE_FORM.test(text)).toBe(true);
    },
  );

  it.each([
    '0612345678',
    '33612345678',
    '+03612345678',
    '+1234567',
    '+1234567890123456',
    '+33 612345678',
    '+33612345678x',
    'x+33612345678',
  ])('refuses %s', (text) => {
    expect(PHONE_FORM.test(text)).toBe(false);
  });
});
