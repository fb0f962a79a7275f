import { categoryOfReferral } from './work-item.js';

describe('categoryOfReferral', () => {
  it.each([
    ['email', 'rsa', 'mail'],
    ['email', 'housing', 'mail'],
    ['online', 'rsa', 'rsa_aah'],
    ['letter', 'disability', 'rsa_aah'],
    ['online', 'housing', 'other'],
    ['letter', 'a benefit to come', 'other'],
  ])('by %s about %s: %s', (channel, benefit, category) => {
    expect(categoryOfReferral({ channel, benefit })).toBe(category);
  });
});
