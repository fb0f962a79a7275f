import { signInName } from './sign-in-name.js';

describe('signInName', () => {
  it.each([
    ['2951099126111', '2951099126111'],
    [' 2 95 10 99 126 111 93', '2951099126111'],
    ['295109912611194', '2951099126111'],
    ['253072a073004', '253072A073004'],
    [' Mediator ', 'mediator'],
    ['ｍｅｄｉａｔｏｒ', 'mediator'],
    ['CPAM-44-abc', 'cpam-44-abc'],
  ])('of %j is %j', (typed, name) => {
    expect(signInName(typed)).toBe(name);
  });
});
