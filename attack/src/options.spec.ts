import { plainOrigin, readOptions } from './options.js';

describe('readOptions', () => {
  it.each([
    ['http://localhost:3000'],
    ['http://127.0.0.1:3000'],
    ['http://127.8.9.10:3000'],
    ['http://[::1]:3000'],
  ])('takes this machine: %s', (url) => {
    expect(readOptions(['--url', url])).toMatchObject({ url, form: 'long' });
  });

  it.each([
    ['http://example.org'],
    ['http://localhost.example.org'],
    ['http://127.0.0.1.example.org'],
    ['http://10.0.0.1'],
    ['http://user@example.org:3000'],
  ])('refuses another host that is not named: %s', (url) => {
    expect(() => readOptions(['--url', url])).toThrow('is not this machine');
  });

  it('takes another host that is named', () => {
    const url = 'http://staging.example.org';
    expect(readOptions(['--url', url, '--target-is-mine', 'staging.example.org']).url).toBe(url);
    expect(() => readOptions(['--url', url, '--target-is-mine', 'example.org'])).toThrow();
  });

  it('looks at each service', () => {
    const services = 'identity=http://127.0.0.1:1,mediation=http://example.org:2';
    expect(() => readOptions(['--services', services])).toThrow('example.org is not this machine');
  });

  it.each([[[]], [['--start', '--url', 'http://localhost:1']]])('explains itself: %j', (args) => {
    expect(() => readOptions(args)).toThrow('npm run attack -- --url');
  });
});

describe('plainOrigin', () => {
  it.each([
    ['http://localhost:3000/', 'http://127.0.0.1:3000'],
    ['https://example.org', 'https://example.org'],
  ])('%s: %s', (origin, plain) => {
    expect(plainOrigin(origin)).toBe(plain);
  });
});
