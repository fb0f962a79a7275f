import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { textFaults } from '@passerelle/testing';

import { landingPage } from './landing-page.js';
import { DEFINITIONS } from './services.js';

describe('landingPage', () => {
  let server: Server;
  let url: string;

  beforeAll(async () => {
    server = createServer(
      landingPage(DEFINITIONS, { publicUrl: 'http://localhost:3000', demo: true }),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  });

  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  it('leads to every service', async () => {
    const page = await (await fetch(url)).text();
    for (const { name, title } of DEFINITIONS) {
      expect(page).toContain(`<a href="/${name}/docs">${title.fr}</a>`);
      expect(page).toContain(`href="/${name}/health/ready"`);
    }
    expect(page).toContain('<html lang="fr">');
    expect(page).toContain('username=mediator');
  });

  it('reads as French', async () => {
    const page = await (await fetch(url)).text();
    const prose = page
      .replace(/<(style|code)>.*?<\/\1>/gs, '')
      .replace(/ aria-label="(.*?)"/g, '>$1<')
      .split(/<[^>]+>/);
    expect(prose.flatMap((text) => textFaults(text, 'fr'))).toEqual([]);
    expect(prose.join('')).not.toMatch(/« | [»:;?!]/);
  });

  it('asks nothing of anyone else, and its policy allows nothing but its own style', async () => {
    const response = await fetch(url);
    const page = await response.text();
    const style = /<style>([^]*)<\/style>/.exec(page)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(response.headers.get('content-security-policy')).toContain(
      `default-src 'none'; style-src 'sha256-${hash}'`,
    );
    expect(page).not.toMatch(/<(?:script|img|link|iframe)|@import|url\(|(?:src|href)="(?!\/)/);
  });

  it('answers HEAD, and refuses other methods', async () => {
    const head = await fetch(url, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    const post = await fetch(url, { method: 'POST', body: 'x' });
    expect([post.status, post.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });

  it('follows the public address, and keeps browsers to TLS there', () => {
    const sent: string[] = [];
    const heads: object[] = [];
    landingPage(DEFINITIONS, { publicUrl: 'https://caf.example/api', demo: true })(
      { method: 'GET', resume: () => undefined } as never,
      {
        writeHead: (_: number, headers: object) => heads.push(headers),
        end: (page: Buffer) => sent.push(String(page)),
      } as never,
    );
    expect(sent[0]).toContain('href="/api/mediation/docs"');
    expect(sent[0]).toContain('https://caf.example/api/identity/oauth/token');
    expect(sent[0]).not.toMatch(/href="\/(?!api)/);
    expect(heads).toEqual([
      expect.objectContaining({ 'strict-transport-security': 'max-age=31536000' }),
    ]);
  });

  it('does not say how to sign in where nobody should', () => {
    const sent: string[] = [];
    landingPage(DEFINITIONS, { publicUrl: 'http://localhost:3000', demo: false })(
      { method: 'GET', resume: () => undefined } as never,
      { writeHead: () => undefined, end: (page: Buffer) => sent.push(String(page)) } as never,
    );
    expect(sent[0]).not.toContain('password');
  });
});
