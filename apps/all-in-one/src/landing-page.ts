import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

import { type ServiceDefinition, strictTransport } from '@passerelle/service-kit';

import { signInCommand } from './demo/sign-in.js';

const STYLE = `
body { max-width: 46rem; margin: 3rem auto; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif; color: #1b1b1f; background: #fff }
a { color: #00458f }
li { margin: .25rem 0 }
pre { padding: .75rem; background: #f0f1f4; white-space: pre-wrap; overflow-wrap: anywhere }`;

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-cache',
};

/** Where the installation is reached, and whether it has accounts with a published password. */
interface Installation {
  readonly publicUrl: string;
  readonly demo: boolean;
}

/** What stands at `/` until the portal takes its place: one page, without script or outside request. */
export function landingPage(
  definitions: readonly ServiceDefinition[],
  installation: Installation,
): (request: IncomingMessage, response: ServerResponse) => void {
  const page = Buffer.from(render(definitions, installation));
  const headers = { ...HEADERS, ...strictTransport(installation.publicUrl) };
  return (request, response) => {
    request.resume();
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { allow: 'GET, HEAD' }).end();
      return;
    }
    response.writeHead(200, { ...headers, 'content-length': page.length });
    response.end(request.method === 'HEAD' ? undefined : page);
  };
}

function render(
  definitions: readonly ServiceDefinition[],
  { publicUrl, demo }: Installation,
): string {
  const base = new URL(publicUrl).pathname.replace(/\/$/, '');
  return `<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Passerelle</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>Passerelle</h1>
<h2>Services</h2>
<ul>
${definitions.map((definition) => serviceItem(definition, base)).join('\n')}
</ul>
${demo ? demoSection(publicUrl, base) : ''}
</main>
</body>
</html>
`;
}

function serviceItem({ name, title }: ServiceDefinition, base: string): string {
  const label = escape(title.fr);
  const below = `${base}/${name}`;
  return `<li><a href="${below}/docs">${label}</a> · <a href="${below}/docs-json" aria-label="Document OpenAPI\u00a0: ${label}">OpenAPI</a> · <a href="${below}/health/ready" aria-label="État\u00a0: ${label}">état</a></li>`;
}

function demoSection(origin: string, base: string): string {
  return `<h2>Se connecter</h2>
<p>Installation de démonstration, aux données fictives\u00a0: <a href="${base}/identity/v1/demo-accounts">un compte par rôle</a>, tous avec le même mot de passe.</p>
<pre><code>${escape(signInCommand(origin))}</code></pre>
<p>Le jeton reçu s’utilise avec le bouton «\u00a0Authorize\u00a0» de chaque documentation.</p>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
