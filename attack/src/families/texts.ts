import { type Attack, callerWith, NotHere, type Scene } from '../attack.js';
import type { Caller } from '../accounts.js';
import { type Answer, isSuccess, jsonOf, outcomeOf } from '../exchange.js';

/** Names that mislead whoever reads them in a message or a list. */
const MISLEADING: Readonly<Record<string, string>> = {
  'a line break': 'Camille\nDurand',
  'a header line': 'Camille\r\nBcc: essai@example.org',
  'a bell': 'Camille\u0007 Durand',
  'an escape sequence': 'Camille\u001b[31m Durand',
  'a reversed direction': 'Camille \u202egnp.exe',
  'an isolated direction': 'Camille \u2067Durand',
  'no width at all': '\u200b\u200b\u200b',
  'a line separator': 'Camille\u2028Durand',
  'an address of the web': 'Votre Caf https://example.org/mot-de-passe',
  'an address without scheme': 'www.example.org Camille',
};

interface Named {
  readonly what: string;
  /** Whether the text is a name; a description may have several lines. */
  readonly isName: boolean;
  readonly send: (text: string) => Promise<Answer>;
  /** Puts back what was there. */
  readonly undo?: () => Promise<unknown>;
}

async function placesOfNames(scene: Scene): Promise<Named[]> {
  const { target } = scene;
  const places: Named[] = [];
  const admin = callerWith(scene, 'admin');
  const list = async (caller: Caller, path: string) =>
    jsonOf(await target.call({ method: 'GET', path, token: await caller.token() })) as {
      items?: readonly Readonly<Record<string, unknown>>[];
    };
  const name = scene.victim?.name;
  const { items: [account] = [] } = await list(
    admin,
    `/identity/v1/accounts?username=${name ?? ''}`,
  );
  if (name !== undefined && account !== undefined) {
    const path = `/identity/v1/accounts/${String(account.id)}`;
    const change = async (displayName: string): Promise<Answer> =>
      target.call({ method: 'PATCH', path, token: await admin.token(), body: { displayName } });
    const before = jsonOf(
      await target.call({ method: 'GET', path: `${path}/identity`, token: await admin.token() }),
    ).displayName;
    places.push({
      what: 'the name of an account',
      isName: true,
      send: change,
      undo: () => change(typeof before === 'string' ? before : `Compte ${name}`),
    });
  }
  if (target.has('rent-campaigns')) {
    const landlord = scene.callers.find(({ roles }) => roles.includes('landlord'));
    const siret = landlord?.details.organisation;
    if (landlord !== undefined && siret != null) {
      const path = `/rent-campaigns/v1/landlords/${siret}/contact`;
      const token = (): Promise<string> => landlord.token();
      places.push({
        what: 'the name of a contact',
        isName: true,
        send: async (text) =>
          target.call({
            method: 'PUT',
            path,
            token: await token(),
            body: { name: text, email: 'essai@example.org', language: 'fr' },
          }),
      });
    }
  }
  return places;
}

/** Names with controls, other directions or addresses: refused. */
const misleadingNames: Attack = {
  id: 'texts/misleading-names',
  async run(scene) {
    const places = await placesOfNames(scene);
    if (places.length === 0) throw new NotHere('no name can be changed');
    const broken: string[] = [];
    for (const { what, send, undo } of places) {
      for (const [fault, text] of Object.entries(MISLEADING)) {
        const answer = await send(text);
        if (isSuccess(answer)) broken.push(`${what} takes ${fault}`);
        if (answer.status >= 500) broken.push(`${what} with ${fault}: ${outcomeOf(answer)}`);
      }
      await undo?.();
    }
    return broken;
  },
};

const MARKUP = '<script>alert(1)</script>';

/** What a caller sends comes back, if at all, as data: never as a page, a header or a formula. */
const reflected: Attack = {
  id: 'texts/reflected-input',
  async run({ target }) {
    const broken: string[] = [];
    const encoded = encodeURIComponent(MARKUP);
    const paths = target.services.flatMap((service) => [
      `/${service}/${encoded}`,
      `/${service}/v1/${encoded}`,
      `/${service}/v1?${encoded}=${encoded}`,
      `/${service}/docs/${encoded}`,
      `/${service}/%0d%0aX-Injected:%20y`,
    ]);
    for (const path of [...paths, `/${encoded}`, '/?x=%0d%0aX-Injected:%20y']) {
      const answer = await target.call({ method: 'GET', path });
      const type = answer.headers['content-type'] ?? '';
      if (answer.text.includes(MARKUP) && !/json|plain/.test(type))
        broken.push(`${path} comes back as ${type}`);
      if (answer.headers['x-injected'] !== undefined) broken.push(`${path} makes a header`);
    }
    for (const [name, value] of [
      ['accept-language', MARKUP],
      ['traceparent', MARKUP],
      ['accept', `text/html, ${MARKUP}`],
      ['x-request-id', MARKUP],
    ] as const) {
      const answer = await target.call({
        method: 'GET',
        path: '/identity/v1/me',
        headers: { [name]: value },
      });
      const sent = JSON.stringify(answer.headers) + answer.text;
      if (sent.includes(MARKUP)) broken.push(`the header ${name} comes back`);
      if (!/json/.test(answer.headers['content-type'] ?? ''))
        broken.push(`${name} chooses the form of a refusal`);
    }
    return broken;
  },
};

/** Values of lists and reports that spreadsheets would run. */
const formulas: Attack = {
  id: 'texts/formulas-in-csv',
  async run({ target }) {
    const broken: string[] = [];
    const operations = target.operations.filter(
      ({ admitted, method, queries, template }) =>
        admitted === 'everyone' &&
        method === 'GET' &&
        queries.includes('format') &&
        !template.includes('{'),
    );
    for (const { template } of operations) {
      for (const format of ['csv', 'csv-fr']) {
        const answer = await target.call({ method: 'GET', path: `${template}?format=${format}` });
        if (!isSuccess(answer)) continue;
        const cells = answer.text.split(/[\n;,]/);
        if (cells.some((cell) => /^"?[=@\t\r]/.test(cell) || /^"?[+-][^\d.]/.test(cell))) {
          broken.push(`${template} has a cell that begins like a formula`);
        }
      }
    }
    return broken;
  },
};

export const TEXTS: readonly Attack[] = [misleadingNames, reflected, formulas];
