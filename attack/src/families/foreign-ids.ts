import { randomUUID } from 'node:crypto';

import type { Caller } from '../accounts.js';
import type { Attack, Scene } from '../attack.js';
import { labelOf, type Operation } from '../documents.js';
import { type Answer, inParallel, isSuccess, jsonOf, outcomeOf } from '../exchange.js';
import { bodyFor, mayCall } from './access.js';

const PAGE = 200;
/** A caller whose list is longer sees what staff see: the list says nothing about what is foreign. */
const MOST_PAGES = 10;
const AT_ONCE = 8;
const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** The ids that a caller's list holds, and whether that is all of it. */
interface Listed {
  readonly ids: ReadonlySet<string>;
  readonly isWhole: boolean;
}

/** A list, and the operations below each of its items. */
interface Collection {
  readonly list: Operation;
  readonly below: readonly Operation[];
}

/**
 * Each id that one account learns from its lists, tried by every other account whose own list does not hold the id:
 * the answer is that of an id that does not exist, to the byte, except for what names the request and the id.
 */
const idsOfOthers: Attack = {
  id: 'access/ids-of-others',
  async run(scene) {
    const broken: string[] = [];
    const perOwner = scene.form === 'long' ? 8 : 2;
    const read = new Map<Collection, ReadonlyMap<Caller, Listed>>();
    /** The ids that a caller meets in any list, as a question names its case: they know these. */
    const met = new Map<Caller, Set<string>>();
    for (const collection of collectionsOf(scene)) {
      const lists = new Map<Caller, Listed>();
      for (const path of await pathsOf(scene, collection.list)) {
        await inParallel(mayCall(scene, collection.list), AT_ONCE, async (caller) => {
          const { mentioned, ...page } = await listed(scene, path, caller);
          met.set(caller, new Set([...(met.get(caller) ?? []), ...mentioned]));
          lists.set(caller, joined(lists.get(caller), page));
        });
      }
      read.set(collection, lists);
    }
    for (const [{ below }, lists] of read) {
      const tries = below.flatMap((operation) =>
        mayCall(scene, operation).flatMap((caller) =>
          foreignTo(caller, lists, met.get(caller), perOwner).map((id) => ({
            operation,
            caller,
            id,
          })),
        ),
      );
      await inParallel(tries, AT_ONCE, async ({ operation, caller, id }) => {
        const foreign = await tryId(scene, operation, caller, id);
        const missing = await tryId(scene, operation, caller, randomUUID());
        if (foreign !== missing) {
          broken.push(
            `${labelOf(operation)} as ${caller.name}: a foreign id answers ${foreign.slice(0, 80)}, an unknown one ${missing.slice(0, 80)}`,
          );
        }
      });
    }
    return broken;
  },
};

function collectionsOf({ target: { operations } }: Scene): Collection[] {
  return operations
    .filter(({ method, queries }) => method === 'GET' && queries.includes('after'))
    .flatMap((list): Collection[] => {
      const noun = list.template.split('/').at(-1) ?? '';
      const item = operations.find(
        ({ method, service, template }) =>
          method === 'GET' &&
          service === list.service &&
          new RegExp(`/${noun}/\\{\\w+\\}$`).test(template),
      );
      // The parts of a path before the item are filled from what the list itself was read at.
      if (item === undefined || item.template.indexOf('{') !== item.template.lastIndexOf('{'))
        return [];
      const below = operations.filter(
        ({ template, admitted }) =>
          admitted !== 'everyone' &&
          (template === item.template || template.startsWith(`${item.template}/`)),
      );
      return [{ list, below }];
    });
}

/** A list by year is read at the years that the instance has. */
async function pathsOf(scene: Scene, list: Operation): Promise<string[]> {
  const { template } = list;
  if (!template.includes('{')) return [template];
  const [before = '', after] = template.split('/{year}');
  if (after === undefined || after.includes('{')) return [];
  const years = scene.target.operations.find((operation) => operation.template === before);
  const [caller] = years === undefined ? [] : mayCall(scene, years);
  if (caller === undefined) return [];
  const answer = await scene.target.call({
    method: 'GET',
    path: before,
    token: await caller.token(),
  });
  const { items = [] } = jsonOf(answer) as { items?: readonly { referenceYear?: number }[] };
  return items.flatMap(({ referenceYear }) =>
    referenceYear === undefined ? [] : [template.replace('{year}', String(referenceYear))],
  );
}

async function listed(
  { target }: Scene,
  path: string,
  caller: Caller,
): Promise<Listed & { readonly mentioned: ReadonlySet<string> }> {
  const ids = new Set<string>();
  const mentioned = new Set<string>();
  let after = '';
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer = await target.call({
      method: 'GET',
      path: `${path}?limit=${String(PAGE)}${after}`,
      token: await caller.token(),
    });
    if (!isSuccess(answer)) return { ids, mentioned, isWhole: false };
    for (const [id] of answer.text.matchAll(UUID)) mentioned.add(id);
    const { items, next } = jsonOf(answer) as unknown as {
      readonly items: readonly { readonly id?: string }[];
      readonly next: string | null;
    };
    for (const { id } of items) if (id !== undefined) ids.add(id);
    if (next === null) return { ids, mentioned, isWhole: true };
    after = `&after=${encodeURIComponent(next)}`;
  }
  return { ids, mentioned, isWhole: false };
}

function joined(before: Listed | undefined, now: Listed): Listed {
  if (before === undefined) return now;
  return { ids: new Set([...before.ids, ...now.ids]), isWhole: before.isWhole && now.isWhole };
}

/** Some ids of every other caller's list that are not in this caller's own list. */
function foreignTo(
  caller: Caller,
  lists: ReadonlyMap<Caller, Listed>,
  met: ReadonlySet<string> = new Set(),
  perOwner = 1,
): string[] {
  const own = lists.get(caller);
  if (own === undefined || !own.isWhole) return [];
  const foreign = [...lists].flatMap(([owner, { ids }]) =>
    owner === caller ? [] : [...ids].filter((id) => !met.has(id)).slice(0, perOwner),
  );
  return [...new Set(foreign)];
}

async function tryId(
  { target }: Scene,
  operation: Operation,
  caller: Caller,
  id: string,
): Promise<string> {
  const path = operation.template
    .replace(/\{\w+\}/, id)
    .replaceAll(/\{\w+\}/g, '00000000-0000-7000-8000-000000000000');
  const answer = await target.call({
    method: operation.method,
    path,
    token: await caller.token(),
    ...bodyFor(operation),
  });
  return comparable(answer, id);
}

/** The answer without what names the request, the moment and the id. */
function comparable(answer: Answer, id: string): string {
  const own = ['x-request-id', 'date', 'keep-alive', 'connection'];
  const headers = Object.entries(answer.headers)
    .filter(([name]) => !own.includes(name) && !name.startsWith('ratelimit'))
    .map(([name, value]) => `${name}: ${String(value)}`);
  const body = answer.text.replaceAll(id, 'ID').replace(/"instance":"[^"]*"/, '');
  return [outcomeOf(answer), body, ...headers].join('\n');
}

export const FOREIGN_IDS: readonly Attack[] = [idsOfOthers];
